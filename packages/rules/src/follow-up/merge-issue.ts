import { syncedFields, type SyncedField } from '@debrief/contract';

/** What both sides last agreed on: a hash of each side's value, because trackers rewrite values. */
export type IssueBase = Partial<Record<SyncedField, { ours: string; theirs: string }>>;

/** Comparable values; undefined: the tracker does not have the field, or the value means nothing. */
type SyncedValues = Partial<Record<SyncedField, string | undefined>>;

export interface IssueMerge {
  /** Fields whose value goes to the tracker, and to the follow-up. */
  push: SyncedField[];
  pull: SyncedField[];
  conflicts: { field: SyncedField; kept: 'debrief' | 'tracker' }[];
  /** Fields with equal values. */
  agreed: SyncedField[];
}

/** Of a field that both sides changed. The work is planned in the tracker; the words are ours. */
const winners: Record<SyncedField, 'debrief' | 'tracker'> = {
  text: 'debrief',
  doneWhen: 'debrief',
  dueOn: 'tracker',
  state: 'tracker',
};

/**
 * Compares the follow-up, its issue and what they last agreed on. Without a base (an issue that was
 * just linked) only the status is taken from the tracker. A field in `isPushOnly` is not taken.
 */
export function mergeIssue(
  ours: Readonly<Record<SyncedField, string>>,
  theirs: SyncedValues,
  base: IssueBase | null,
  {
    hash,
    isPushOnly = () => false,
  }: { hash: (value: string) => string; isPushOnly?: (field: SyncedField) => boolean },
): IssueMerge {
  const merge: IssueMerge = { push: [], pull: [], conflicts: [], agreed: [] };
  for (const field of syncedFields) {
    const [mine, other, known] = [ours[field], theirs[field], base?.[field]];
    if (other === undefined) continue;
    if (areEqual(field, mine, other)) merge.agreed.push(field);
    else if (!known) merge[field === 'state' ? 'pull' : 'agreed'].push(field);
    else {
      const isOurs = known.ours !== hash(mine);
      const isTheirs = known.theirs !== hash(other) && !isPushOnly(field);
      if (isOurs && isTheirs) merge.conflicts.push({ field, kept: winners[field] });
      const winner = isOurs && isTheirs ? winners[field] : isOurs ? 'debrief' : 'tracker';
      if (isOurs || isTheirs) merge[winner === 'debrief' ? 'push' : 'pull'].push(field);
    }
  }
  return merge;
}

/** A verified follow-up is done, which is all that a tracker can say. */
function areEqual(field: SyncedField, ours: string, theirs: string): boolean {
  return ours === theirs || (field === 'state' && ours === 'verified' && theirs === 'done');
}
