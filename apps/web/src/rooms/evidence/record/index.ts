export { listSelected as chosenInOrder, emptySelection, type ItemSelection } from './choosing.ts';
export { readDroppedItems, isDraggingItems } from './dragging.ts';
export type { SelectedQuote } from './quote-selection.ts';
export { RecordPanel } from './record-panel.tsx';
export type { CitedMark } from './row-act.ts';
export type { ScrollTarget } from './use-going.ts';
export { useLatest } from './use-latest.ts';
