import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../data/draft.ts';
import { askToWrite } from './event-requests.ts';
import { useDesk } from './desk.ts';
import { readDraft, type EventDraft } from './event-draft.ts';

export function OrphanDraft({ eventId }: { eventId: string }) {
  const desk = useDesk();
  const { ref, zone } = desk.incident;
  const [draft, , forget] = useDraft<EventDraft | null>(`${ref}.event.${eventId}`, null);
  if (draft === null) return null;
  const closeDraft = () => {
    forget();
    desk.edit(null);
  };
  const writeAgain = () => {
    desk.ask(
      askToWrite(
        readDraft(draft, zone).fields ?? draft.fields,
        draft.base.perspectiveName,
        desk.asker(),
      ),
      'Added as a new event',
    );
    closeDraft();
  };
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-danger bg-danger-wash px-3 py-1.5 text-sm"
    >
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <strong className="font-medium text-danger">
          The event that you were editing was removed.
        </strong>{' '}
        What you typed is kept: “{draft.fields.title || draft.base.title}”.
      </p>
      <Button small onClick={writeAgain}>
        Add it as a new event
      </Button>
      <Button small look="quiet" onClick={closeDraft}>
        Discard
      </Button>
    </div>
  );
}
