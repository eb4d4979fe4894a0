import type { Version } from './writes.ts';

/** What was read, after an answer. An older answer never replaces newer news; what is new comes last. */
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
