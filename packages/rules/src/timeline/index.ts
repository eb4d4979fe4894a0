export { type EventState, changed, merged, promoted, split } from './state.ts';
