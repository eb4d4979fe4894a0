export { IssueButton } from './issue-dialog.tsx';
export { IssueLine } from './issue-line.tsx';
export { Trackers } from './trackers.tsx';
