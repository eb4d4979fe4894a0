export { inOrder as chosenInOrder, nothingChosen, type Chosen } from './choosing.ts';
export type { Moment } from './density-strip.tsx';
export { droppedItems, isDraggingItems } from './dragging.ts';
export type { SelectedQuote } from './quote-selection.ts';
export { RecordPanel, type RecordPatch } from './record-panel.tsx';
export type { RecordSearch } from './record-search.ts';
export type { CitedMark } from './row-act.ts';
export type { Jump } from './use-going.ts';
export { useLatest } from './use-latest.ts';
