export { emptySelection, type ItemSelection } from './selection.ts';
export { readDroppedItems, isDraggingItems } from './drag-items.ts';
export type { SelectedQuote } from './quote-selection.ts';
export { RecordPanel } from './record-panel.tsx';
export type { CitedMark } from './row-action.ts';
export type { RecordPlace } from './record-head.tsx';
export type { ScrollTarget } from './use-scroll-to-item.ts';
export { useLatest } from './use-latest.ts';
