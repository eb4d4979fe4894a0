import { createHash } from 'node:crypto';
import { syncedFields, type SyncedField, type TrackerSettings } from '@debrief/contract';
import {
  isFullTitle,
  mergeIssue,
  readDoneWhen,
  readStatus,
  replaceDoneWhen,
  toIssueTitle,
  type IssueBase,
  type IssueMerge,
  type KeptFollowUp,
} from '@debrief/rules/follow-up';
import type { FoundIssue } from './links.ts';

/** An issue as it is now. */
export interface Issue extends FoundIssue {
  title: string;
  body: string;
  /** Undefined if the tracker has no due dates. */
  dueOn: string | null | undefined;
  /** The reason that the tracker has for not doing it. */
  reason: string | null;
}

/** What goes to the tracker; the client picks the status that it can set. */
export interface IssueChange {
  title?: string;
  body?: string;
  dueOn?: string | null;
  state?: KeptFollowUp['state'];
}

export type SyncValues = Record<SyncedField, string>;

const hash = (value: string): string =>
  createHash('sha256').update(value).digest('base64url').slice(0, 22);

export function toOurValues({ text, doneWhen, dueOn, state }: KeptFollowUp): SyncValues {
  return { text, doneWhen, dueOn: dueOn ?? '', state };
}

function toTheirValues(
  issue: Issue,
  followUpId: string,
  { statuses }: TrackerSettings,
): Partial<Record<SyncedField, string | undefined>> {
  return {
    text: issue.title.trim(),
    doneWhen: readDoneWhen(issue.body, followUpId),
    dueOn: issue.dueOn === null ? '' : issue.dueOn,
    state: readStatus(issue.status, statuses) ?? undefined,
  };
}

export interface SyncPlan {
  merge: IssueMerge;
  /** Null if the issue stays as it is. */
  change: IssueChange | null;
}

/** What a new issue and its follow-up agree on: the status is pushed if it is not open. */
export function baseOfNew(
  followUp: KeptFollowUp,
  issue: Issue,
  settings: TrackerSettings,
): IssueBase {
  const base = nextBase({
    base: null,
    fields: syncedFields,
    ours: toOurValues(followUp),
    issue,
    followUpId: followUp.id,
    settings,
  });
  if (base.state) base.state.ours = hash('open');
  return base;
}

export function planSync(
  followUp: KeptFollowUp,
  issue: Issue,
  base: IssueBase | null,
  settings: TrackerSettings,
): SyncPlan {
  const merge = mergeIssue(
    toOurValues(followUp),
    toTheirValues(issue, followUp.id, settings),
    base,
    { hash, isPushOnly: (field) => field === 'text' && !isFullTitle(followUp.text) },
  );
  const change: IssueChange = {};
  if (merge.push.includes('text')) change.title = toIssueTitle(followUp.text);
  if (merge.push.includes('doneWhen'))
    change.body = replaceDoneWhen(issue.body, followUp.id, followUp.doneWhen);
  if (merge.push.includes('dueOn')) change.dueOn = followUp.dueOn;
  if (merge.push.includes('state')) change.state = followUp.state;
  return { merge, change: Object.keys(change).length > 0 ? change : null };
}

/** The values of the fields that come from the tracker. */
export function readPulled(
  { merge }: SyncPlan,
  issue: Issue,
  followUpId: string,
  settings: TrackerSettings,
) {
  const theirs = toTheirValues(issue, followUpId, settings);
  return Object.fromEntries(
    merge.pull.map((field) => [field, theirs[field] ?? '']),
  ) as Partial<SyncValues>;
}

/** The base with these fields as both sides have them now. */
export function nextBase(next: {
  base: IssueBase | null;
  fields: readonly SyncedField[];
  ours: SyncValues;
  issue: Issue;
  followUpId: string;
  settings: TrackerSettings;
}): IssueBase {
  const theirs = toTheirValues(next.issue, next.followUpId, next.settings);
  const base: IssueBase = { ...next.base };
  for (const field of next.fields) {
    const value = theirs[field];
    if (value !== undefined) base[field] = { ours: hash(next.ours[field]), theirs: hash(value) };
  }
  // Our part was removed from the description.
  if (theirs.doneWhen === undefined) delete base.doneWhen;
  return base;
}
