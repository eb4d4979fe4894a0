export { MyOverdueFollowUps } from './my-overdue-follow-ups.tsx';
