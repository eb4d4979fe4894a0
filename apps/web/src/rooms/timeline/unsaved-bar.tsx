import type { TimelineEvent } from '@debrief/contract';
import { countText } from '@debrief/craft/numbers';
import { CloudOff } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '../../ui/button.tsx';
import { askToChange, askToWrite } from './asking.ts';
import { fieldsOf, type Fields } from './conflict.ts';
import { useDesk } from './desk.ts';
import type { Ask, Unsaved } from './unsaved.ts';

const ConflictView = lazy(() =>
  import('./conflict-view.tsx').then(({ ConflictView }) => ({ default: ConflictView })),
);

/** What is not saved: changes that wait for the connection, those that the server refused, and those where somebody was first. */
export function UnsavedBar() {
  const { timeline } = useDesk();
  const { unsaved, queue } = timeline;
  const waiting = unsaved.filter((one) => one.state === 'waiting' || one.state === 'sending');
  return (
    <div aria-live="polite" className="empty:hidden">
      {queue.isCutOff && waiting.length > 0 && (
        <p className="flex items-center gap-2 bg-highlight px-3 py-1.5 text-sm">
          <CloudOff size={16} aria-hidden="true" className="shrink-0" />
          <span className="flex-1">
            {countText(waiting.length, 'change')} not saved yet. Kept here, and sent when Debrief
            answers again.
          </span>
          <Button small onClick={() => void queue.send()}>
            Try now
          </Button>
        </p>
      )}
      {unsaved.map((one) =>
        one.state === 'refused' ? (
          <Refused key={one.key} unsaved={one} />
        ) : one.state === 'conflict' ? (
          <Conflict key={one.key} unsaved={one} />
        ) : null,
      )}
    </div>
  );
}

const verbWords: Record<Ask['verb'], string> = {
  promote: 'The event could not be added',
  change: 'The change could not be saved',
  remove: 'The event could not be removed',
  merge: 'The events could not be merged',
  split: 'The event could not be split',
};

function Refused({ unsaved }: { unsaved: Unsaved }) {
  const desk = useDesk();
  const { queue } = desk.timeline;
  const { ask } = unsaved;
  const typed = ask.verb === 'change' || ask.verb === 'promote' ? ask.guess : null;
  const isGone =
    ask.verb === 'change' && !desk.timeline.saved.some((event) => event.id === ask.input.id);
  const writeAgain = (guess: TimelineEvent) => {
    queue.drop(unsaved.key);
    desk.ask(askToWrite(guess, guess.perspectiveName, desk.asker()), 'Written down again');
  };
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-danger bg-danger-wash px-3 py-1.5 text-sm"
    >
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-medium text-danger">{verbWords[ask.verb]}</strong>
        {typed && <span className="wrap-anywhere">: “{typed.title}”</span>}. {unsaved.problem}
      </p>
      {isGone && typed ? (
        <Button small onClick={() => writeAgain(typed)}>
          Add it as a new event
        </Button>
      ) : (
        <Button small onClick={() => queue.retry(unsaved.key)}>
          Try again
        </Button>
      )}
      <Button small look="quiet" onClick={() => queue.drop(unsaved.key)}>
        Let it go
      </Button>
    </div>
  );
}

function Conflict({ unsaved }: { unsaved: Unsaved }) {
  const desk = useDesk();
  const { ask, theirs } = unsaved;
  if (ask.verb !== 'change' || theirs === null) return null;
  // What the server has now may be newer still than what stood in its refusal.
  const now =
    desk.timeline.saved.find((event) => event.id === theirs.id && event.version > theirs.version) ??
    theirs;
  const mine: Fields = fieldsOf(ask.guess);
  const choose = (fields: Fields) => {
    desk.timeline.queue.drop(unsaved.key);
    desk.ask(askToChange(now, fields, ask.guess.perspectiveName), 'Changed');
  };
  return (
    <div role="alert" className="px-3 py-2">
      <Suspense>
        <ConflictView
          base={fieldsOf(ask.base)}
          mine={mine}
          theirs={fieldsOf(now)}
          by={now.updatedBy.name}
          onChoose={choose}
        />
      </Suspense>
    </div>
  );
}
