/** What is known so far of a list that is read in pages by cursor. */
export interface Paging {
  total: number;
  pageSize: number;
  /** Page n starts after `cursors[n]`; the first is the empty string. */
  cursors: readonly string[];
}

export interface Range {
  first: number;
  last: number;
}

export function toPageNumber(index: number, pageSize: number): number {
  return Math.floor(index / pageSize);
}

export function pageCount(paging: Pick<Paging, 'total' | 'pageSize'>): number {
  return Math.ceil(paging.total / paging.pageSize);
}

/**
 * The pages to request while `visible` is on screen, most urgent first: those on screen, then the
 * next one in scroll direction, then the previous one.
 */
export function wantedPages(visible: Range, direction: 'on' | 'back', paging: Paging): number[] {
  const last = pageCount(paging) - 1;
  if (last < 0) return [];
  const top = clamp(toPageNumber(visible.first, paging.pageSize), 0, last);
  const bottom = clamp(toPageNumber(visible.last, paging.pageSize), top, last);
  const onScreen = Array.from({ length: bottom - top + 1 }, (_, offset) => top + offset);
  const around = direction === 'on' ? [bottom + 1, top - 1] : [top - 1, bottom + 1];
  return [...onScreen, ...around.filter((page) => page >= 0 && page <= last)];
}

/** Which loaded pages to drop, farthest from the screen first, so that at most `keep` remain. */
export function pagesToForget(
  loaded: readonly number[],
  visible: Range,
  pageSize: number,
  keep: number,
): number[] {
  if (loaded.length <= keep) return [];
  const middle = toPageNumber((visible.first + visible.last) / 2, pageSize);
  const far = [...loaded].toSorted((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
  return far.slice(0, loaded.length - keep);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
