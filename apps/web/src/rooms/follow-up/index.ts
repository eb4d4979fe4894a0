export { OverdueMine } from './overdue-mine.tsx';
