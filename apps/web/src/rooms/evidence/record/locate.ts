import { rowsAround, type Strip } from './density.ts';
import { pageCount } from './paging.ts';

export interface Target {
  /** The item itself, or a revision of it. */
  id: string;
  atMs: number;
}

interface Located {
  id: string;
  itemId: string;
  occurredAt: string;
}

/**
 * The row of an item in a list read by pages. The density tells where to look; pages of equal times are read
 * one after the other. Null where the list (under its filters) does not hold the item.
 */
export async function locate(target: Target, strip: Strip, pageSize: number, pageAt: (page: number) => Promise<readonly Located[]>): Promise<number | null> {
  const rows = rowsAround(strip, target.atMs);
  const last = pageCount({ total: strip.density.total, pageSize }) - 1;
  let low = Math.max(0, Math.floor(rows.first / pageSize) - 1);
  let high = Math.min(last, Math.floor((rows.end - 1) / pageSize) + 1);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const end = (await pageAt(middle)).at(-1);
    if (end && Date.parse(end.occurredAt) < target.atMs) low = middle + 1;
    else high = middle;
  }
  for (let page = low; page <= last; page += 1) {
    const items = await pageAt(page);
    const found = items.findIndex((item) => item.itemId === target.id || item.id === target.id);
    if (found >= 0) return page * pageSize + found;
    const end = items.at(-1);
    if (!end || Date.parse(end.occurredAt) > target.atMs) return null;
  }
  return null;
}
