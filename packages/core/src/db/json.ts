import { sql, type RawBuilder } from 'kysely';

/** A value for a jsonb column: both drivers take the text, so that arrays and strings arrive as JSON too. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::text::jsonb`;
}
