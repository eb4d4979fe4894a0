export { listDeadlines } from './deadlines.ts';
export { measureImpact } from './impact-windows.ts';
export { listPhases } from './phases.ts';
export { calculateDurations, isOngoing } from './durations.ts';
