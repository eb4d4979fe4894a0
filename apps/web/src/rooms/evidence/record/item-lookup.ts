import { rowsAround, type Strip } from './density.ts';
import { pageCount } from './page-range.ts';

interface Located {
  id: string;
  itemId: string;
  occurredAt: string;
}

/** A paged list, as far as needed to find something in it. */
export interface PagedList {
  strip: Strip;
  pageSize: number;
  pageAt: (page: number) => Promise<readonly Located[]>;
}

/**
 * The row of the first item at or after this time, or the row after the last one. The density says
 * where to look.
 */
export async function firstRowAt(
  atMs: number,
  { strip, pageSize, pageAt }: PagedList,
): Promise<number> {
  const rows = rowsAround(strip, atMs);
  const last = pageCount({ total: strip.density.total, pageSize }) - 1;
  let low = Math.max(0, Math.floor(rows.first / pageSize) - 1);
  let high = Math.min(last, Math.floor((rows.end - 1) / pageSize) + 1);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const end = (await pageAt(middle)).at(-1);
    if (end && Date.parse(end.occurredAt) < atMs) low = middle + 1;
    else high = middle;
  }
  const items = await pageAt(Math.max(0, low));
  const within = items.findIndex((item) => Date.parse(item.occurredAt) >= atMs);
  return low * pageSize + (within < 0 ? items.length : within);
}

/**
 * The row of an item, by its id or that of a revision. Null if the filtered list does not contain
 * it.
 */
export async function locateItem(
  target: { id: string; atMs: number },
  list: PagedList,
): Promise<number | null> {
  let row = await firstRowAt(target.atMs, list);
  while (row < list.strip.density.total) {
    const page = Math.floor(row / list.pageSize);
    const items = await list.pageAt(page);
    for (const [offset, item] of items.slice(row - page * list.pageSize).entries()) {
      if (item.itemId === target.id || item.id === target.id) return row + offset;
      if (Date.parse(item.occurredAt) > target.atMs) return null;
    }
    row = (page + 1) * list.pageSize;
  }
  return null;
}
