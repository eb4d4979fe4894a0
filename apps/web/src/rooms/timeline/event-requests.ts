import type {
  ActorRef,
  AddEvent,
  ChangeEvent,
  Evidence,
  MergeEvents,
  Perspective,
  SplitEvent,
  TimelineEvent,
} from '@debrief/contract';
import { listChangedFields } from '../../data/merge-versions.ts';
import type { Version } from '../../data/writes.ts';
import {
  toCitationInputs,
  toCitation,
  toEventTitle,
  uniqueCitations,
  type Quote,
} from '../evidence/cite/index.ts';
import { changeTo, eventFields, pickEventFields, type Fields } from './event-fields.ts';
import { blankEvent } from './new-event.ts';

/** A change of the timeline, with what the screen shows until it is saved. */
export type EventRequest =
  | { verb: 'add'; input: AddEvent & { id: string }; guess: TimelineEvent }
  | { verb: 'change'; input: ChangeEvent; base: TimelineEvent; guess: TimelineEvent }
  | { verb: 'remove'; input: Version }
  | { verb: 'merge'; input: MergeEvents; guess: TimelineEvent }
  | { verb: 'split'; input: SplitEvent; guess: TimelineEvent };

/** Who, when and where: passed in, so that the screen's guesses can be tested. */
export interface RequestContext {
  incident: { id: string; ref: string };
  actor: ActorRef;
  nowMs: number;
  newId: () => string;
}

/**
 * Adds items (in time order) or one quoted range. The server sets title, time and precision; the
 * screen shows its own guess of them.
 */
export function askToAdd(
  items: readonly Evidence[],
  quote: Quote | null,
  perspective: { value: Perspective; name: string | null },
  by: RequestContext,
): EventRequest | null {
  const [first] = items;
  if (!first) return null;
  const citations = items.map((item) => toCitation(item, quote, by.newId));
  const id = by.newId();
  const guess: TimelineEvent = {
    ...blank(id, by),
    title: toEventTitle(quote ? first.text.slice(quote.start, quote.end) : first.text),
    at: first.occurredAt,
    precision: first.precision,
    perspective: perspective.value,
    perspectiveName: perspective.name,
    citations,
    isRecollection: false,
  };
  return {
    verb: 'add',
    input: {
      incident: by.incident.ref,
      id,
      citations: toCitationInputs({ citations }),
      perspective: perspective.value,
    },
    guess,
  };
}

/** Adds an event with all fields: one from memory, or one that was removed since. */
export function askToWrite(
  fields: Fields,
  perspectiveName: string | null,
  by: RequestContext,
): EventRequest {
  const id = by.newId();
  const { citations, ...given } = pickEventFields(fields);
  const guess = {
    ...blank(id, by),
    ...given,
    citations,
    perspectiveName,
    isRecollection: citations.length === 0,
  };
  return {
    verb: 'add',
    input: { incident: by.incident.ref, id, ...given, citations: toCitationInputs({ citations }) },
    guess,
  };
}

/** Changes an event to what is wanted; null if it already is. */
export function askToChange(
  event: TimelineEvent,
  wanted: Fields,
  perspectiveName: string | null,
): EventRequest | null {
  if (listChangedFields(eventFields, event, wanted).length === 0) return null;
  const guess = {
    ...event,
    ...pickEventFields(wanted),
    perspectiveName,
    isRecollection: wanted.citations.length === 0,
    ...(wanted.knownAt !== null && {
      knownSince: { at: wanted.knownAt, basis: 'confirmed' as const, evidenceId: null },
    }),
  };
  return { verb: 'change', input: changeTo(event, wanted), base: event, guess };
}

/** Merges events into the first of them, in time order. */
export function askToMerge(
  events: readonly TimelineEvent[],
  by: RequestContext,
): EventRequest | null {
  const [first, ...others] = events;
  if (!first || others.length === 0) return null;
  const end = events
    .map((event) => event.until ?? event.at)
    .toSorted()
    .at(-1);
  const texts = [first.text, ...others.flatMap((event) => [event.title, event.text])].filter(
    (text) => text.trim() !== '',
  );
  const guess: TimelineEvent = {
    ...first,
    until: end !== undefined && end > first.at ? end : null,
    text: [...new Set(texts)].join('\n\n'),
    citations: uniqueCitations(events.flatMap((event) => event.citations)),
  };
  return {
    verb: 'merge',
    input: {
      incident: by.incident.ref,
      events: events.map(({ id, version }) => ({ id, version })),
    },
    guess,
  };
}

export function askToSplit(
  event: TimelineEvent,
  citationIds: string[],
  by: RequestContext,
): EventRequest | null {
  const moved = event.citations.filter((citation) => citationIds.includes(citation.id));
  const [first] = moved.toSorted((a, b) => a.occurredAt.localeCompare(b.occurredAt));
  if (!first || moved.length === event.citations.length) return null;
  const guess: TimelineEvent = {
    ...event,
    id: by.newId(),
    title: toEventTitle(first.quote),
    text: '',
    at: first.occurredAt,
    until: null,
    precision: first.precision,
    citations: moved,
  };
  return { verb: 'split', input: { id: event.id, version: event.version, citationIds }, guess };
}

function blank(id: string, by: RequestContext): TimelineEvent {
  return { ...blankEvent(by, null), id, precision: 'exact' };
}
