import { QueryError } from './errors.ts';
import { labelKey, labelsText, type Labels } from './labels.ts';

/** The times of an evaluation: `count` steps from `startMs` on. */
export interface Steps {
  startMs: number;
  stepMs: number;
  count: number;
}

/** One series of a result, over all steps. */
export interface Column {
  labels: Labels;
  values: Float64Array;
  /** 1 where the series has a value in this step. */
  present: Uint8Array;
}

export type Result =
  | { type: 'scalar'; values: Float64Array }
  | { type: 'vector'; columns: Column[] }
  | { type: 'string'; text: string };

export function newColumn(labels: Labels, count: number): Column {
  return { labels, values: new Float64Array(count), present: new Uint8Array(count) };
}

export function timeAt({ startMs, stepMs }: Steps, step: number): number {
  return startMs + step * stepMs;
}

export function mapColumn(
  column: Column,
  labels: Labels,
  change: (value: number, step: number) => number,
): Column {
  const { present, values } = column;
  const changed = new Float64Array(values.length);
  for (let step = 0; step < values.length; step += 1)
    if (present[step]) changed[step] = change(values[step] ?? NaN, step);
  return { labels, values: changed, present };
}

/**
 * Puts columns with the same labels together: Prometheus refuses two series with the same labels in
 * one step. Errors: `evaluation`.
 */
export function joinColumns(columns: Column[]): Column[] {
  const byKey = new Map<string, Column>();
  let hasCopies = false;
  for (const column of columns) {
    const key = labelKey(column.labels);
    const first = byKey.get(key);
    if (!first) {
      byKey.set(key, column);
      continue;
    }
    if (!hasCopies) hasCopies = true;
    byKey.set(key, joinTwo(first, column));
  }
  return hasCopies ? [...byKey.values()] : columns;
}

function joinTwo(one: Column, other: Column): Column {
  const joined = newColumn(one.labels, one.values.length);
  for (let step = 0; step < one.values.length; step += 1) {
    if (one.present[step] && other.present[step])
      throw new QueryError(
        'evaluation',
        `vector cannot contain metrics with the same labelset: ${labelsText(one.labels)}`,
      );
    const from = one.present[step] ? one : other;
    joined.present[step] = from.present[step] ?? 0;
    joined.values[step] = from.values[step] ?? NaN;
  }
  return joined;
}

/** Leaves out columns that have no value in any step. */
export function withValues(columns: Column[]): Column[] {
  return columns.filter(({ present }) => present.includes(1));
}
