import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../data/draft.ts';
import type { VersionedDraft } from '../../data/use-versioned-draft.ts';
import { readTime } from '../../ui/zoned-time.ts';
import { askToWrite } from './event-requests.ts';
import { useDesk } from './desk.ts';
import { perspectiveName } from './field-words.ts';
import { eventDraftPlace, readEventForm, type EventForm } from './event-form.ts';

export function OrphanDraft({ eventId }: { eventId: string }) {
  const desk = useDesk();
  const { ref, zone } = desk.incident;
  const place = eventDraftPlace(ref, eventId, zone);
  const [draft, , forget] = useDraft<VersionedDraft<EventForm> | null>(place, null);
  if (draft === null) return null;
  const closeDraft = () => {
    forget();
    desk.edit(null);
  };
  const writeAgain = () => {
    const { form, base } = draft;
    const saved = {
      at: readTime(base.at, zone) ?? '',
      until: readTime(base.until, zone),
      knownAt: readTime(base.knownAt, zone),
    };
    const wanted = readEventForm(form, saved, zone).fields ?? { ...form, ...saved };
    desk.ask(
      askToWrite(wanted, perspectiveName(wanted, desk.personName), desk.asker()),
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
        What you typed is kept: “{draft.form.title || draft.base.title}”.
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
