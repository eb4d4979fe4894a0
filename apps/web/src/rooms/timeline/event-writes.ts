import type { Timeline, TimelineChange, TimelineEvent } from '@debrief/contract';
import { api } from '../../api.ts';
import { mergeChange, applyPatch, setVersion } from '../../data/changes.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import type { Write } from '../../data/writes.ts';
import { sortByTime } from '../evidence/cite/index.ts';
import type { EventRequest } from './event-requests.ts';
import { eventFields } from './event-fields.ts';

export type EventWrite = Write<EventRequest, TimelineEvent>;

export const eventRoom: UndoRoom<EventRequest, TimelineChange, TimelineEvent> = {
  name: 'event',
  touches: ({ verb, input }) =>
    verb === 'merge' ? input.events : [verb === 'add' ? { id: input.id, version: 0 } : input],
  against(ask, versionOf) {
    if (ask.verb === 'add') return ask;
    if (ask.verb !== 'merge') return setVersion(ask, versionOf(ask.input));
    const events = ask.input.events.map((event) => ({ ...event, version: versionOf(event) }));
    return { ...ask, input: { ...ask.input, events } };
  },
  send({ verb, input }) {
    if (verb === 'add') return api.timeline.add(input);
    if (verb === 'change') return api.timeline.change(input);
    if (verb === 'remove') return api.timeline.remove(input);
    return verb === 'merge' ? api.timeline.merge(input) : api.timeline.split(input);
  },
  objects: (change) => change.events,
  answerWith: (event) => ({ events: [event], removed: [], activityId: '' }),
  merge: (ask, theirs) =>
    ask.verb === 'change' ? mergeChange(eventFields, ask, theirs, theirs.version) : null,
  place: (ref) => `unsaved.${ref}`,
  queryKey: (ref) => queries.timeline(ref).queryKey,
  take: (ref, { events, removed, activityId }) =>
    patchRead<Timeline>(
      queries.timeline(ref).queryKey,
      (read) =>
        read && {
          events: sortByTime(mergeAnswer(read.events, events, removed)),
          lastChange: activityId === '' ? read.lastChange : { activityId, what: '' },
        },
    ),
  parts: () => ['timeline'],
  undo: (activityId) => api.timeline.undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.timeline(ref), staleTime: 0 })).lastChange,
};

export const openTimeline = openUndoable(eventRoom);

/** The timeline as displayed: saved events, with unsaved changes applied. */
export function mergeUnsaved(
  saved: readonly TimelineEvent[],
  unsaved: readonly EventWrite[],
): TimelineEvent[] {
  return sortByTime(unsaved.reduce<readonly TimelineEvent[]>(applyWrite, saved));
}

function applyWrite(
  events: readonly TimelineEvent[],
  { ask, state }: EventWrite,
): readonly TimelineEvent[] {
  if (ask.verb === 'add')
    return events.some((event) => event.id === ask.input.id) ? events : [...events, ask.guess];
  if (ask.verb === 'change')
    return state === 'conflict'
      ? events
      : events.map((event) =>
          event.id === ask.input.id ? applyPatch(eventFields, event, ask) : event,
        );
  if (state === 'refused' || state === 'conflict') return events;
  if (ask.verb === 'remove') return events.filter((event) => event.id !== ask.input.id);
  if (ask.verb === 'merge') {
    const gone = new Set(ask.input.events.map((event) => event.id));
    return [...events.filter((event) => !gone.has(event.id)), ask.guess];
  }
  const moving = new Set(ask.input.citationIds);
  const rest = events.map((event) =>
    event.id === ask.input.id
      ? { ...event, citations: event.citations.filter((citation) => !moving.has(citation.id)) }
      : event,
  );
  return [...rest, ask.guess];
}
