import type {
  ChangeEvent,
  MergeEvents,
  PromoteEvent,
  RemoveEvent,
  SplitEvent,
  TimelineChange,
  TimelineEvent,
} from '@debrief/contract';
import { inOrder } from '../evidence/cite/index.ts';

/** What was asked of the timeline, with what the screen shows until the answer is here. */
export type Ask =
  | { verb: 'promote'; input: PromoteEvent & { id: string }; guess: TimelineEvent }
  | { verb: 'change'; input: ChangeEvent; base: TimelineEvent; guess: TimelineEvent }
  | { verb: 'remove'; input: RemoveEvent }
  | { verb: 'merge'; input: MergeEvents; guess: TimelineEvent }
  | { verb: 'split'; input: SplitEvent; guess: TimelineEvent };

export interface Unsaved {
  key: string;
  ask: Ask;
  /** `waiting` goes out next (or when the connection is back); `refused` and `conflict` wait for a person. */
  state: 'waiting' | 'sending' | 'refused' | 'conflict';
  problem: string | null;
  /** On a conflict: the event as the server has it. */
  theirs: TimelineEvent | null;
}

/** The timeline as the screen shows it: what is saved, with what is still on its way on top. */
export function withUnsaved(
  saved: readonly TimelineEvent[],
  queue: readonly Unsaved[],
): TimelineEvent[] {
  return inOrder(
    queue.reduce<readonly TimelineEvent[]>((events, unsaved) => applied(events, unsaved), saved),
  );
}

function applied(
  events: readonly TimelineEvent[],
  { ask, state }: Unsaved,
): readonly TimelineEvent[] {
  if (ask.verb === 'promote')
    return events.some((event) => event.id === ask.input.id) ? events : [...events, ask.guess];
  if (ask.verb === 'change')
    return state === 'conflict'
      ? events
      : events.map((event) => (event.id === ask.input.id ? overlaid(event, ask) : event));
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

/** Only what the change says is laid over the event, so that news of other fields still shows. */
function overlaid(event: TimelineEvent, ask: Extract<Ask, { verb: 'change' }>): TimelineEvent {
  const { id: _id, version: _version, ...fields } = ask.input;
  const said = Object.entries(ask.guess).filter(([name]) => name in fields);
  const next: TimelineEvent = { ...event, ...Object.fromEntries(said) };
  if (fields.perspective !== undefined) next.perspectiveName = ask.guess.perspectiveName;
  if (fields.citations !== undefined) next.isRecollection = ask.guess.isRecollection;
  return next;
}

export function eventsOf(ask: Ask): string[] {
  return ask.verb === 'merge' ? ask.input.events.map((event) => event.id) : [ask.input.id];
}

/** The saved events after an answer. An older answer never replaces newer news. */
export function afterChange(
  saved: readonly TimelineEvent[],
  change: Pick<TimelineChange, 'events' | 'removed'>,
): TimelineEvent[] {
  const gone = new Set(change.removed);
  const news = new Map(change.events.map((event) => [event.id, event]));
  const kept = saved
    .filter((event) => !gone.has(event.id))
    .map((event) => newer(event, news.get(event.id)));
  const known = new Set(saved.map((event) => event.id));
  return inOrder([
    ...kept,
    ...change.events.filter((event) => !known.has(event.id) && !gone.has(event.id)),
  ]);
}

function newer(event: TimelineEvent, other: TimelineEvent | undefined): TimelineEvent {
  return other && other.version >= event.version ? other : event;
}

/** What still waits is raised to the versions that our own answer made, so that we do not conflict with ourselves. */
export function rebased(
  queue: readonly Unsaved[],
  answer: readonly TimelineEvent[],
  sent: Ask,
): Unsaved[] {
  const versions = new Map(answer.map((event) => [event.id, event.version]));
  const before = versionsIn(sent);
  const raise = (id: string, version: number) =>
    before.get(id) === version || before.get(id) === null ? (versions.get(id) ?? version) : version;
  return queue.map((unsaved) => ({ ...unsaved, ask: withVersions(unsaved.ask, raise) }));
}

/** The versions that an ask was made against; null for an event that it made. */
function versionsIn(ask: Ask): Map<string, number | null> {
  if (ask.verb === 'promote') return new Map([[ask.input.id, null]]);
  if (ask.verb === 'merge')
    return new Map(ask.input.events.map((event) => [event.id, event.version]));
  return new Map([[ask.input.id, Number(ask.input.version)]]);
}

function withVersions(ask: Ask, raise: (id: string, version: number) => number): Ask {
  if (ask.verb === 'promote') return ask;
  if (ask.verb === 'merge') {
    return {
      ...ask,
      input: {
        ...ask.input,
        events: ask.input.events.map((event) => ({
          id: event.id,
          version: raise(event.id, event.version),
        })),
      },
    };
  }
  const version = raise(ask.input.id, Number(ask.input.version));
  if (ask.verb === 'change') return { ...ask, input: { ...ask.input, version } };
  return ask.verb === 'remove'
    ? { ...ask, input: { ...ask.input, version } }
    : { ...ask, input: { ...ask.input, version } };
}

/** The next one to send: the oldest that waits, unless one of its events is held up by a refusal or a conflict. */
export function nextToSend(queue: readonly Unsaved[]): Unsaved | null {
  if (queue.some((unsaved) => unsaved.state === 'sending')) return null;
  const held = new Set<string>();
  for (const unsaved of queue) {
    const events = eventsOf(unsaved.ask);
    if (unsaved.state === 'waiting' && !events.some((id) => held.has(id))) return unsaved;
    for (const id of events) held.add(id);
  }
  return null;
}
