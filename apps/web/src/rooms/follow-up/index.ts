export { MyOverdueFollowUps } from './overdue-mine.tsx';
