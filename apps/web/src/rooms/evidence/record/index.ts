export { inOrder as chosenInOrder, nothingChosen, type Chosen } from './choosing.ts';
export { droppedItems, isDraggingItems } from './dragging.ts';
export type { SelectedQuote } from './quote-selection.ts';
export { RecordPanel } from './record-panel.tsx';
export type { CitedMark } from './row-act.ts';
export type { Jump } from './use-going.ts';
export { useLatest } from './use-latest.ts';
