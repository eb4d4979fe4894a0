export { MilestoneStrip, type EventToTake } from './milestone-strip.tsx';
export { isOnAxis } from './words.ts';
