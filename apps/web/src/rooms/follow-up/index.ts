export { FollowUpLine } from './follow-up-line.tsx';
