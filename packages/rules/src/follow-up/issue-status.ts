import type { FollowUpState } from '@debrief/contract';

type Meaning = Exclude<FollowUpState, 'verified'>;

/** A status in the words of a tracker, with the category that the tracker gives it. */
export interface IssueStatus {
  name: string;
  category: Meaning | null;
}

export type StatusMeanings = Readonly<Record<string, Meaning | null>>;

/** What a status means for a follow-up: as an admin said, else its category. Null: nothing. */
export function readStatus(status: IssueStatus, meanings: StatusMeanings): Meaning | null {
  return Object.hasOwn(meanings, status.name) ? (meanings[status.name] ?? null) : status.category;
}

/** The next best meanings for a state, if a tracker has no status with the same one. */
const standIns: Record<FollowUpState, readonly Meaning[]> = {
  open: ['open'],
  'in-progress': ['in-progress', 'open'],
  done: ['done'],
  verified: ['done'],
  'wont-do': ['wont-do', 'done'],
};

/**
 * The status for a state among those that the issue can have now: the current one if it means the
 * same. Null if none does.
 */
export function pickStatus<Status extends IssueStatus>(
  options: readonly Status[],
  current: IssueStatus,
  state: FollowUpState,
  meanings: StatusMeanings,
): Status | 'current' | null {
  for (const meaning of standIns[state]) {
    if (readStatus(current, meanings) === meaning) return 'current';
    const found = options.find((one) => readStatus(one, meanings) === meaning);
    if (found) return found;
  }
  return null;
}
