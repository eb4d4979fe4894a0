// The casts in this file hold because a test compares each room's tables with the migrated
// database.
import { jsonb } from '../db/index.ts';

/** How a field of an item's state is stored, and whether it contains prose by people. */
export interface Field<Value> {
  /**
   * `null` for a field without prose. Otherwise redaction masks it: the full text (`'text'`), or
   * the texts inside a JSON value under the named keys.
   */
  prose: 'text' | ReadonlySet<string> | null;
  read(row: Columns): Value;
  write(value: Value): Columns;
}

export type Columns = Record<string, unknown>;

/** Text by people: searchable, and masked by redaction. */
export function proseField<Value extends string | null = string>(column: string): Field<Value> {
  return { ...plainField<Value>(column), prose: 'text' };
}

/** Anything without prose: an enum, a number, an id, a URL. */
export function plainField<Value>(column: string): Field<Value> {
  return {
    prose: null,
    read: (row) => row[column] as Value,
    write: (value) => ({ [column]: value }),
  };
}

export function timeField(column: string): Field<string> {
  return {
    prose: null,
    read: (row) => (row[column] as Date).toISOString(),
    write: (value) => ({ [column]: new Date(value) }),
  };
}

export function optionalTimeField(column: string): Field<string | null> {
  return {
    prose: null,
    read: (row) => (row[column] as Date | null)?.toISOString() ?? null,
    write: (value) => ({ [column]: value === null ? null : new Date(value) }),
  };
}

/**
 * A JSON value. `prose` says for each of its keys, at any depth, whether it contains text by
 * people.
 */
export function jsonField<Value>(
  column: string,
  prose: Readonly<Record<string, 'prose' | 'plain'>> = {},
): Field<Value> {
  const names = Object.keys(prose).filter((name) => prose[name] === 'prose');
  return {
    prose: names.length > 0 ? new Set(names) : null,
    read: (row) => row[column] as Value,
    write: (value) => ({ [column]: value === null ? null : jsonb(value) }),
  };
}

export function mergeColumns(parts: readonly Columns[]): Columns {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
