import { sql, type RawBuilder } from 'kysely';

/**
 * A value for a jsonb column. Both drivers get text, so that arrays and strings also arrive as
 * JSON. Half a surrogate pair becomes U+FFFD, as in a text column.
 */
export function jsonb<T>(value: T): RawBuilder<T> {
  const whole = (_: string, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed() : inner;
  return sql<T>`${JSON.stringify(value, whole)}::text::jsonb`;
}
