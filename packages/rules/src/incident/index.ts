export { calculateDurations, isOngoing } from './durations.ts';
