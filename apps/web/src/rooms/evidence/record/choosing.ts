import type { Evidence } from '@debrief/contract';

/** The items chosen to be promoted, by item, in the order of choosing. */
export type Chosen = ReadonlyMap<string, Evidence>;

export const nothingChosen: Chosen = new Map();

export function toggleSelection(chosen: Chosen, item: Evidence): Chosen {
  const next = new Map(chosen);
  if (!next.delete(item.itemId)) next.set(item.itemId, item);
  return next;
}

/** Adds a stretch of the record, as shift does. */
export function addToSelection(chosen: Chosen, items: readonly Evidence[]): Chosen {
  const next = new Map(chosen);
  for (const item of items) next.set(item.itemId, item);
  return next;
}

/** What was chosen, in order of time: the order in which it will be cited. */
export function inOrder(chosen: Chosen): Evidence[] {
  return [...chosen.values()].toSorted(
    (a, b) => a.occurredAt.localeCompare(b.occurredAt) || a.id.localeCompare(b.id),
  );
}

/** The most citations that one event takes. */
export const mostChosen = 200;
