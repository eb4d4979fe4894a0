import { createHash } from 'node:crypto';
import type { SourceRecord } from '@debrief/readers';

/**
 * Hash of a record's content (SHA-256, base64url). Two exports of an unchanged record have the same
 * hash, because position and formatting in the file are not part of it.
 */
export function contentHash(record: SourceRecord): string {
  const said = [
    record.change,
    record.kind,
    record.occurredAt.getTime(),
    record.untilAt?.getTime() ?? null,
    record.author?.key ?? null,
    record.text,
    record.repliesTo,
    record.reactions
      .map((reaction) =>
        JSON.stringify([reaction.name, reaction.by.map((one) => one.key).toSorted()]),
      )
      .toSorted(),
    sortKeysDeep(record.details),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

function sortKeysDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeysDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeysDeep(inner)]),
  );
}

const remembered = 250_000;

/**
 * Keys for records without an id: their content, and how many equal records came before in the same
 * file. Equal records have equal times and are close together, so old hashes are forgotten to limit
 * memory.
 */
export function createContentKeys(): (streamKey: string, hash: string) => string {
  const counts = new Map<string, number>();
  return (streamKey, hash) => {
    const name = `${streamKey}\0${hash}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.delete(name);
    counts.set(name, count);
    if (counts.size > remembered) {
      const oldest = counts.keys().next();
      if (!oldest.done) counts.delete(oldest.value);
    }
    return `#${hash}.${count}`;
  };
}
