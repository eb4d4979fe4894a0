import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBArrayValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SourceRow, SourceValue } from '../source.ts';

/** Numbers stay exact; times are ISO 8601 in UTC. */
export function toSourceRow(row: Record<string, DuckDBValue>): SourceRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, toSourceValue(value)]),
  );
}

function toSourceValue(value: DuckDBValue): SourceValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(toSourceValue);
  if (value instanceof DuckDBStructValue) return toSourceRow(value.entries);
  if (value instanceof DuckDBMapValue)
    return value.entries.map(({ key, value }) => ({
      key: toSourceValue(key),
      value: toSourceValue(value),
    }));
  if (value instanceof DuckDBDecimalValue) {
    const text = value.toString();
    return text.replaceAll(/\D/g, '').length <= 15 ? Number(text) : text;
  }
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
    return toInstant(value.micros);
  if (value instanceof DuckDBTimestampMillisecondsValue) return toInstant(value.millis * 1_000n);
  if (value instanceof DuckDBTimestampSecondsValue) return toInstant(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return toInstant(value.nanos / 1_000n);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  if (value instanceof DuckDBDateValue) return value.toString();
  return String(value);
}

function toInstant(micros: bigint): string {
  const millis = Number((micros - (((micros % 1_000n) + 1_000n) % 1_000n)) / 1_000n);
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? `${micros} µs` : date.toISOString();
}
