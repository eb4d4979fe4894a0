export { calculateDurations } from './durations.ts';
