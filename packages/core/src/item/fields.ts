// The casts in this file hold because a test compares each room's tables with the migrated database.
import { jsonb } from '../db/index.ts';

/** How one field of an item's state is stored, and whether it contains what people wrote. */
export interface Field<Value> {
  /** `null` for a field without prose. Otherwise redaction masks it: the whole text (`'text'`), or the
   * texts inside a JSON value whose keys are named. */
  prose: 'text' | ReadonlySet<string> | null;
  read(row: Columns): Value;
  write(value: Value): Columns;
}

export type Columns = Record<string, unknown>;

/** Text that people wrote: searched, and masked by a redaction. */
export function proseField<Value extends string | null = string>(column: string): Field<Value> {
  return { ...plainField<Value>(column), prose: 'text' };
}

/** Anything that contains no prose: an enum, a number, an id, an address. */
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

/** A JSON value. `prose` says for each key of it, at any depth, whether people write its text. */
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
