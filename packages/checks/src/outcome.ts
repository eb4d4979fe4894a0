import type { Check } from './definition.ts';
import { judge, type Measurement } from './judge.ts';
import type { CheckResult } from './result.ts';
import { CheckError, type SourceRow, type SourceValue } from './source.ts';

export type Outcome = Pick<
  CheckResult,
  'verdict' | 'value' | 'total' | 'text' | 'parts' | 'sample'
>;

export const toError = (text: string): Outcome => ({
  verdict: 'error',
  value: null,
  total: null,
  text,
  parts: [],
  sample: [],
});

export function toFailure(error: unknown): Outcome {
  if (error instanceof CheckError) return toError(error.message);
  return toError(error instanceof Error ? error.message : String(error));
}

export const toOutcome = (check: Check, measurement: Measurement): Outcome => ({
  ...judge(check, measurement),
  value: measurement.value,
  total: measurement.total,
  parts: [],
  sample: [],
});

const longestText = 200;

/** Texts are cut, and numbers that JSON has no exact form for are texts. */
function toSampleValue(value: SourceValue): SourceValue {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' && value.length > longestText)
    return `${value.slice(0, longestText)}…`;
  if (Array.isArray(value)) return value.slice(0, 20).map(toSampleValue);
  return typeof value === 'object' && value !== null ? toSampleRow(value) : value;
}

export function toSampleRow(row: SourceRow): SourceRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, toSampleValue(value)]),
  );
}
