import type { Place } from './definition.ts';
import type { SourceRow } from './source.ts';

/**
 * What a check says. `skipped`: too few rows; `error`: it could not run. Neither is a pass: a gate
 * does not open on them.
 */
export type CheckVerdict = 'passed' | 'warned' | 'halted' | 'skipped' | 'error';

export interface CheckResult {
  safeguard: string;
  check: string;
  dataset: string;
  type: string;
  /** Where the check is written. */
  place: Place;
  verdict: CheckVerdict;
  /** Rows that fail, or the value measured; null if nothing was measured. */
  value: number | null;
  /** Rows that were looked at; null where rows do not count. */
  total: number | null;
  /** One sentence: what was measured and which bound it broke. */
  text: string;
  /** Parts that were judged on their own: partitions of a reconciliation, columns of a schema. */
  parts: CheckPart[];
  sample: SourceRow[];
}

export interface CheckPart {
  name: string;
  verdict: CheckVerdict;
  text: string;
}
