import { ActorRef, BundleLine, type BundleOf, type BundleType } from '@debrief/contract';
import type { RawBuilder } from 'kysely';
import { plainActorRef } from './context.ts';
import { jsonb } from './db/index.ts';

const toSnake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The fields of each type of line, in format order, with their columns. */
const fieldsByType = new Map<string, readonly (readonly [field: string, column: string])[]>(
  BundleLine.options.map(({ shape }) => [
    shape.type.value,
    Object.keys(shape).map((field) => [field, toSnake(field)]),
  ]),
);

/**
 * Converts a row to a line: each field from `fields`, else from the column of the same name. Times
 * become text. The cast holds because tests fail on a bundle line that does not match its schema.
 */
export function toLine<T extends BundleType>(
  type: T,
  row: object,
  fields: Partial<BundleOf<T>> = {},
): BundleOf<T> {
  const given = new Map<string, unknown>([...Object.entries(row), ...Object.entries(fields)]);
  given.set('type', type);
  const line = (fieldsByType.get(type) ?? []).map(([field, column]) => {
    const value = given.has(field) ? given.get(field) : given.get(column);
    return [field, toValue(field, value)];
  });
  return Object.fromEntries(line) as BundleOf<T>;
}

function toValue(field: string, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  const actor = /^by$|By$/.test(field) ? ActorRef.safeParse(value).data : undefined;
  return actor ? plainActorRef(actor) : value;
}

type Snake<S extends string> = S extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : S;
type Column<Field, Value> = Field extends 'at' | `${string}At`
  ? Date | Extract<Value, null>
  : [Value] extends [readonly unknown[]]
    ? Value
    : [Value] extends [object]
      ? RawBuilder<Value>
      : Value;
type Columns<Line> = {
  [F in Exclude<keyof Line & string, 'type'> as Snake<F>]: Column<F, Line[F]>;
};

/**
 * Converts a line to a row: time strings become times, objects become JSON. The cast holds because
 * it converts each field as `Column` says.
 */
export function toColumns<Line extends object>(line: Line): Columns<Line> {
  const columns = Object.entries(line).flatMap(([field, value]: [string, unknown]) =>
    field === 'type' ? [] : [[toSnake(field), toColumn(field, value)]],
  );
  return Object.fromEntries(columns) as Columns<Line>;
}

function toColumn(field: string, value: unknown): unknown {
  if (typeof value === 'string' && /^at$|At$/.test(field)) return new Date(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? jsonb(value)
    : value;
}
