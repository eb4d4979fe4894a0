export { type EventState, applyEventChange, mergeEventStates, buildEvent, split } from './state.ts';
