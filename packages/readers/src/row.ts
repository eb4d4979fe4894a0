import type { Mark } from '@debrief/contract';
import type { Shape } from './shapes/shape.ts';
import type { Read } from './source.ts';

export type Rejected = Extract<Read, { type: 'rejected' }>;

export type JsonObject = Record<string, unknown>;

export interface Row {
  type: 'row';
  place: string;
  value: JsonObject;
  marks: Mark[];
  payload: string | Uint8Array;
  /** For a nested record: the list that contains it, and its parent. */
  path?: string;
  parent?: Row;
  /** The name of the enclosing object that is no record itself: a channel, a series. */
  group?: string;
  /** How its tool writes it; without one it is read by the names of its columns. */
  shape?: Shape;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of a column: by its own name first, then as a dotted path (`user.name`,
 * `alerts.0.name`).
 */
export function valueAt(value: JsonObject, column: string): unknown {
  if (Object.hasOwn(value, column)) return value[column];
  if (!column.includes('.')) return undefined;
  let found: unknown = value;
  for (const part of column.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part))
      return undefined;
    found = Reflect.get(found, part);
  }
  return found;
}

/** A scalar as text, or null if it is empty or not a scalar. A list of scalars is joined. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (!Array.isArray(value) || value.length === 0 || value.length > 50) return null;
  const parts = value.map((part) => (Array.isArray(part) ? null : toText(part)));
  return parts.every((part) => part !== null) ? parts.join(', ') : null;
}

/** Columns with scalars, nested ones by their dotted path, three levels deep. */
export function* listColumns(
  value: JsonObject,
  prefix = '',
  depth = 0,
): Generator<[string, unknown]> {
  for (const [name, inner] of Object.entries(value)) {
    if (isObject(inner)) {
      if (depth < 2) yield* listColumns(inner, `${prefix}${name}.`, depth + 1);
    } else if (!Array.isArray(inner) || inner.some((part) => !isObject(part)))
      yield [prefix + name, inner];
  }
}
