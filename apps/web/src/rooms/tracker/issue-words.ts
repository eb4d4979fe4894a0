import type { FollowUp, FollowUpIssue, SyncedField } from '@debrief/contract';

const list = new Intl.ListFormat('en');

const fieldWords: Record<SyncedField, string> = {
  text: 'title',
  doneWhen: '“Done when”',
  dueOn: 'due date',
  state: 'status',
};

export const issueStateWords: Record<
  FollowUpIssue['state'],
  { label: string; tone: 'plain' | 'good' | 'warn' }
> = {
  waiting: { label: 'Waiting', tone: 'plain' },
  synced: { label: 'Synced', tone: 'good' },
  failing: { label: 'Not synced', tone: 'warn' },
  deleted: { label: 'Deleted', tone: 'warn' },
};

/** What people need to know about the sync, one sentence each. */
export function listIssueNotes(issue: FollowUpIssue, { dueOn }: Pick<FollowUp, 'dueOn'>): string[] {
  const notSynced = issue.notSynced.filter((field) => field !== 'dueOn' || dueOn !== null);
  const { problem, status, tracker } = issue;
  const conflict = (kept: 'debrief' | 'tracker', winner: string) => {
    const fields = issue.conflicts.filter((one) => one.kept === kept);
    const names = list.format(fields.map(({ field }) => fieldWords[field]));
    return fields.length === 0 ? [] : [`Both sides changed the ${names}. ${winner} was kept.`];
  };
  return [
    ...(problem === null ? [] : [problem]),
    ...(issue.isStatusIgnored && status !== null
      ? [`The status “${status}” has no meaning in Debrief, so it changes nothing.`]
      : []),
    ...conflict('debrief', 'The text in Debrief'),
    ...conflict('tracker', `What ${tracker} says`),
    ...(notSynced.length === 0
      ? []
      : [`Not synced: ${list.format(notSynced.map((field) => fieldWords[field]))}.`]),
  ];
}
