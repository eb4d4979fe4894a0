import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const tracker = (says: string): ActivityDefinition => ({
  says,
  stale: 'everything',
  undo: null,
  isUpkeep: true,
});

const issue = (says: string): ActivityDefinition => ({ says, stale: ['follow-ups'], undo: null });

export const trackerActivity = activityTable({
  'tracker.connected': tracker('connected the tracker {after}'),
  'tracker.changed': tracker('changed the tracker {after}'),
  'tracker.token-changed': tracker('replaced the token of the tracker {after}'),
  'tracker.removed': tracker('removed the tracker {before}'),
});

/** They name the issue: the words of the follow-up are in its own history. */
export const issueActivity = activityTable({
  'issue.requested': issue('asked for an issue in {after}'),
  'issue.created': issue('created the issue {after} of a follow-up'),
  'issue.linked': issue('linked the issue {after} to a follow-up'),
  'issue.unlinked': issue('unlinked the issue {before} from a follow-up'),
  'issue.deleted': issue('deleted or hid the issue {before} of a follow-up'),
  'issue.asked': issue('asked to sync the issue {after} of a follow-up'),
  'issue.conflicted': issue('changed the same fields as Debrief in the issue {after}'),
  'issue.failed': issue('could not sync the issue {after} of a follow-up'),
});
