export { eventLines, insertEvents } from './bundle-rows.ts';
export { changeEvent, removeEvent } from './change.ts';
export { getEvent, listTimeline } from './list.ts';
export { maskEvents } from './mask-events.ts';
export { mergeEvents, splitEvent } from './merge-split.ts';
export { promoteEvent } from './promote.ts';
export { searchableEvents } from './searchable.ts';
export { beganAt, eventCounts, eventsOfWriter, eventTime, presentEvents } from './rows.ts';
export { undoChange } from './undo.ts';
