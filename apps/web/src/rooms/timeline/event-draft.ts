import type { TimelineEvent } from '@debrief/contract';
import { readTime, writeTime } from '../../ui/zoned-time.ts';
import { listChangedFields, compareVersions, type Comparison } from '../../data/merge-versions.ts';
import { eventFields, pickEventFields, type FieldName, type Fields } from './event-fields.ts';

/** An event as typed, with the event as it was when editing started. Times are stored as typed. */
export interface EventDraft {
  base: TimelineEvent;
  fields: Fields;
  at: string;
  until: string;
}

export function toDraft(event: TimelineEvent, zone: string): EventDraft {
  return {
    base: event,
    fields: pickEventFields(event),
    at: writeTime(event.at, zone),
    until: event.until === null ? '' : writeTime(event.until, zone),
  };
}

export interface ReadDraft {
  /** What would be saved; null while something is invalid. */
  fields: Fields | null;
  problems: Partial<Record<'title' | 'at' | 'until' | 'perspective', string>>;
}

/** Parses a draft. An unchanged time keeps what its text cannot show, for example milliseconds. */
export function readDraft(draft: EventDraft, zone: string): ReadDraft {
  const before = toDraft(draft.base, zone);
  const at = draft.at === before.at ? draft.base.at : readTime(draft.at, zone);
  const until =
    draft.until.trim() === ''
      ? null
      : draft.until === before.until
        ? draft.base.until
        : readTime(draft.until, zone);
  const problems: ReadDraft['problems'] = {};
  if (draft.fields.title.trim() === '') problems.title = 'Enter a title';
  if (at === null) problems.at = 'Write a time as 6 Dec 2022, 14:30';
  if (draft.until.trim() !== '' && until === null)
    problems.until = 'Write a time as 6 Dec 2022, 14:30, or leave it empty';
  if (at !== null && until !== null && until < at)
    problems.until = 'The event ends before it starts';
  if (draft.fields.perspective.type === 'team' && draft.fields.perspective.team.trim() === '')
    problems.perspective = 'Name the team';
  if (Object.keys(problems).length > 0 || at === null) return { fields: null, problems };
  return { fields: { ...draft.fields, title: draft.fields.title.trim(), at, until }, problems };
}

export function isTouched(draft: EventDraft, zone: string): boolean {
  const before = toDraft(draft.base, zone);
  return (
    draft.at !== before.at ||
    draft.until !== before.until ||
    listChangedFields(eventFields, draft.base, draft.fields).length > 0
  );
}

/**
 * Compares a draft with a newer version of its event: no news, or what changed and whether a person
 * must decide.
 */
export function findConflicts(
  draft: EventDraft,
  event: TimelineEvent,
  zone: string,
): Comparison<FieldName> | null {
  if (event.version === draft.base.version) return null;
  const mine = readDraft(draft, zone).fields ?? draft.fields;
  return compareVersions<Fields, FieldName>(eventFields, draft.base, mine, event);
}

/** The draft applied to the current event, with these fields. */
export function rebaseDraft(event: TimelineEvent, fields: Fields, zone: string): EventDraft {
  return { ...toDraft({ ...event, ...fields }, zone), base: event, fields };
}
