import type { Version } from './writes.ts';

/**
 * Merges a response into the cached list. An older response never replaces newer data; new items go
 * last.
 */
export function mergeAnswer<T extends Version>(
  read: readonly T[],
  news: readonly T[],
  removed: readonly string[],
): T[] {
  const byId = new Map(news.map((item) => [item.id, item]));
  const known = new Set(read.map((item) => item.id));
  const newest = (item: T) => {
    const other = byId.get(item.id);
    return other && other.version >= item.version ? other : item;
  };
  return [...read.map(newest), ...news.filter((item) => !known.has(item.id))].filter(
    (item) => !removed.includes(item.id),
  );
}
