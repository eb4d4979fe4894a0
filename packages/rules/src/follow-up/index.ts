export { lastReminderDay, reminderDays } from './reminder.ts';
export { sortFollowUps } from './sort.ts';
export {
  type KeptFollowUp,
  buildFollowUp,
  applyFollowUpChange,
  applyRecurrenceAnswer,
  findStatusActivity,
  applyFollowUpStatus,
} from './state.ts';
export {
  buildIssueBody,
  hasOwnPart,
  isFullTitle,
  readDoneWhen,
  replaceDoneWhen,
  toIssueTitle,
} from './issue-text.ts';
export { pickStatus, readStatus, type IssueStatus, type StatusMeanings } from './issue-status.ts';
export { mergeIssue, type IssueBase, type IssueMerge } from './merge-issue.ts';
