export { addFollowUp } from './add.ts';
export { tryOnFollowUps } from './asks.ts';
export {
  answerRecurrence,
  changeFollowUp,
  changeFollowUpStatus,
  removeFollowUp,
  undoFollowUpChange,
} from './change.ts';
export { readFollowUpAging } from './age-counts.ts';
export { followUpItem } from './item.ts';
export { getFollowUp, listAllFollowUps, listFollowUps } from './list.ts';
export { checkOwner } from './owner-and-origin.ts';
export { followUpsOwnedBy } from './rows.ts';
export {
  createIssue,
  invalidUrl,
  linkIssue,
  prepareLink,
  syncIssue,
  unlinkIssue,
} from './tracker/links.ts';
export {
  baseOfNew,
  planSync,
  type Issue,
  type IssueChange,
  type SyncPlan,
} from './tracker/plan-sync.ts';
export {
  endPoll,
  noteChangedIssues,
  startPoll,
  trackerByWebhook,
  type PollEnd,
} from './tracker/poll.ts';
export { requestSyncsIn } from './tracker/rows.ts';
export { endSync, noteCreation, startSync, type Sync, type SyncEnd } from './tracker/sync.ts';
export {
  changeTracker,
  connectTracker,
  listTrackers,
  loadTrackerAccess,
  removeTracker,
  type TrackerAccess,
} from './tracker/trackers.ts';
