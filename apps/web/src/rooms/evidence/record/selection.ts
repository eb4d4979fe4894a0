import type { Evidence } from '@debrief/contract';

/** The items selected for the timeline, by item, in selection order. */
export type ItemSelection = ReadonlyMap<string, Evidence>;

export const emptySelection: ItemSelection = new Map();

export function toggleSelection(chosen: ItemSelection, item: Evidence): ItemSelection {
  const next = new Map(chosen);
  if (!next.delete(item.itemId)) next.set(item.itemId, item);
  return next;
}

export function addToSelection(chosen: ItemSelection, items: readonly Evidence[]): ItemSelection {
  const next = new Map(chosen);
  for (const item of items) next.set(item.itemId, item);
  return next;
}

export function listSelected(chosen: ItemSelection): Evidence[] {
  return [...chosen.values()].toSorted(
    (a, b) => a.occurredAt.localeCompare(b.occurredAt) || a.id.localeCompare(b.id),
  );
}

/** The maximum number of citations of an event. */
export const maxSelected = 200;
