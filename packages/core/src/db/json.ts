import { sql, type RawBuilder } from 'kysely';

/** A value for a jsonb column: both drivers take the text, so that arrays and strings arrive as JSON too. Half a character becomes U+FFFD, as in a text column. */
export function jsonb<T>(value: T): RawBuilder<T> {
  const whole = (_: string, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed() : inner;
  return sql<T>`${JSON.stringify(value, whole)}::text::jsonb`;
}
