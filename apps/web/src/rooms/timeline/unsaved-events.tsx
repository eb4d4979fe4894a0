import type { TimelineEvent } from '@debrief/contract';
import { lazyPart } from '../../ui/lazy-part.ts';
import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { askToChange, askToWrite, type EventRequest } from './event-requests.ts';
import { useDesk } from './desk.ts';
import { pickEventFields } from './event-fields.ts';
import type { EventWrite } from './event-writes.ts';

const ConflictView = lazyPart(() => import('./conflict-view.tsx'), 'ConflictView');

const refusals: Record<EventRequest['verb'], string> = {
  add: 'The event could not be added',
  change: 'The change could not be saved',
  remove: 'The event could not be removed',
  merge: 'The events could not be merged',
  split: 'The event could not be split',
};

function eventTyped(ask: EventRequest): TimelineEvent | null {
  return ask.verb === 'change' || ask.verb === 'add' ? ask.guess : null;
}

export function UnsavedEvents() {
  const desk = useDesk();
  const { writes, saved } = desk.timeline;
  const addAgain = ({ key, ask }: EventWrite) => {
    const typed = eventTyped(ask);
    if (ask.verb !== 'change' || !typed || saved.some(({ id }) => id === typed.id)) return null;
    const run = () => {
      writes.drop(key);
      desk.ask(askToWrite(typed, typed.perspectiveName, desk.asker()), 'Added again');
    };
    return { label: 'Add it as a new event', run };
  };
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={(ask) => eventTyped(ask)?.title ?? null}
      instead={addAgain}
      renderConflict={({ key, ask }, theirs) => {
        if (ask.verb !== 'change') return null;
        // The cached event can be newer than the one in the server's error.
        const now =
          saved.find(({ id, version }) => id === theirs.id && version > theirs.version) ?? theirs;
        return (
          <ConflictView
            base={pickEventFields(ask.base)}
            mine={pickEventFields(ask.guess)}
            theirs={pickEventFields(now)}
            by={now.updatedBy.name}
            onChoose={(fields) => {
              writes.drop(key);
              desk.ask(askToChange(now, fields, ask.guess.perspectiveName), 'Changed');
            }}
          />
        );
      }}
    />
  );
}
