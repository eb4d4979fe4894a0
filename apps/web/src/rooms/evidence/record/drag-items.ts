import type { Evidence } from '@debrief/contract';
import type { DragEvent } from 'react';

/** What a drag within this page carries; the browser itself only carries text. */
const kind = 'application/x-debrief-evidence';
let carried: readonly Evidence[] = [];
let chosenNow: () => readonly Evidence[] = () => [];

/** The record provides its selection, so that dragging one selected item drags all of them. */
export function setDragSelection(chosen: () => readonly Evidence[]): void {
  chosenNow = chosen;
}

export function dragItems(event: DragEvent, item: Evidence): void {
  event.stopPropagation();
  const chosen = chosenNow();
  carried = chosen.some((one) => one.itemId === item.itemId) ? chosen : [item];
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData(kind, '');
  event.dataTransfer.setData('text/plain', carried.map((one) => one.text).join('\n'));
}

export function isDraggingItems(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(kind);
}

export function readDroppedItems(event: DragEvent): readonly Evidence[] {
  return isDraggingItems(event) ? carried : [];
}
