export { listRetention, previewRetention, setRetention } from './set-retention.ts';
export { runRetention, scheduleRetention } from './run-retention.ts';
