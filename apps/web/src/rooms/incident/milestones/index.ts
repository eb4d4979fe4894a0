export { MilestoneStrip, type EventToTake } from './milestone-strip.tsx';
