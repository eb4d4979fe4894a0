import type { TimelineEvent } from '@debrief/contract';
import { keepDraft, readDraft } from '../../data/draft.ts';
import type { VersionedDraft } from '../../data/use-versioned-draft.ts';
import type { FieldSet } from '../../data/merge-versions.ts';
import { readTime, writeTime } from '../../ui/zoned-time.ts';
import { eventFields, pickEventFields, type FieldName, type Fields } from './event-fields.ts';

/**
 * An event as typed: times are text in the incident's zone; `until` is empty for a point in time, and
 * `knownAt` if no one has confirmed it.
 */
export interface EventForm extends Fields {
  until: string;
  knownAt: string;
}

export const eventFormFields: FieldSet<EventForm, FieldName> = {
  names: eventFields.names,
  same: (name, a, b) =>
    name === 'at' ? a.at === b.at : (eventFields.same?.(name, a, b) ?? a[name] === b[name]),
};

export function toEventForm(event: Fields, zone: string): EventForm {
  return {
    ...pickEventFields(event),
    at: writeTime(event.at, zone),
    until: event.until === null ? '' : writeTime(event.until, zone),
    knownAt: event.knownAt === null ? '' : writeTime(event.knownAt, zone),
  };
}

/** A draft of the version before: it stored the event itself. */
interface OldDraft {
  base: TimelineEvent;
  fields: Fields;
  at: string;
  until: string;
}

/** Where the draft of an event is stored. */
export function eventDraftPlace(ref: string, eventId: string, zone: string): string {
  const place = `${ref}.event.${eventId}`;
  const kept = readDraft<VersionedDraft<EventForm> | OldDraft | null>(place, null);
  if (kept && 'fields' in kept) {
    const { base, fields, at, until } = kept;
    const form = { ...toEventForm({ ...fields, knownAt: null }, zone), at, until };
    keepDraft(place, { base: toEventForm(base, zone), version: base.version, form });
  }
  return place;
}

interface ReadEvent {
  /** What would be saved; null while something is invalid. */
  fields: Fields | null;
  problems: Partial<Record<'title' | 'at' | 'until' | 'perspective' | 'knownAt', string>>;
}

/** Parses a form. An unchanged time stays the same in an hour that the zone has twice. */
export function readEventForm(
  form: EventForm,
  saved: Pick<Fields, 'at' | 'until' | 'knownAt'>,
  zone: string,
): ReadEvent {
  const read = (text: string, time: string | null) =>
    time !== null && text === writeTime(time, zone) ? time : readTime(text, zone);
  const at = read(form.at, saved.at);
  const isPoint = form.until.trim() === '';
  const until = isPoint ? null : read(form.until, saved.until);
  const isUnconfirmed = form.knownAt.trim() === '';
  const knownAt = isUnconfirmed ? null : read(form.knownAt, saved.knownAt);
  const problems: ReadEvent['problems'] = {};
  if (form.title.trim() === '') problems.title = 'Enter a title';
  if (at === null) problems.at = 'Write a time as 6 Dec 2022, 14:30';
  if (!isPoint && until === null)
    problems.until = 'Write a time as 6 Dec 2022, 14:30, or leave it empty';
  if (at !== null && until !== null && until < at)
    problems.until = 'The event ends before it starts';
  if (!isUnconfirmed && knownAt === null)
    problems.knownAt = 'Write a time as 6 Dec 2022, 14:30, or leave it empty';
  if (at !== null && knownAt !== null && knownAt < at)
    problems.knownAt = 'No one could know it before it happened';
  if (form.perspective.type === 'team' && form.perspective.team.trim() === '')
    problems.perspective = 'Name the team';
  if (form.perspective.type === 'customer' && form.perspective.customer.trim() === '')
    problems.perspective = 'Name the customer';
  if (Object.keys(problems).length > 0 || at === null) return { fields: null, problems };
  return { fields: { ...form, title: form.title.trim(), at, until, knownAt }, problems };
}
