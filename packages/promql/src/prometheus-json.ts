import { QueryError } from './errors.ts';
import { parseNumber } from './literals.ts';
import type { SeriesStore } from './select.ts';

/**
 * Adds the series of an answer of Prometheus to a range query (`/api/v1/query_range`, or a query of a
 * range). Errors: `syntax` for other JSON and for an answer that is an error.
 */
export function loadPrometheusJson(store: SeriesStore, text: string): void {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new QueryError('syntax', 'not JSON');
  }
  if (fieldIn(answer, 'status') === 'error')
    throw new QueryError('syntax', `an error of Prometheus: ${String(fieldIn(answer, 'error'))}`);
  const data = fieldIn(answer, 'data') ?? answer;
  const result = fieldIn(data, 'result');
  if (fieldIn(data, 'resultType') !== 'matrix' || !Array.isArray(result))
    throw new QueryError('syntax', 'not an answer of Prometheus with a range of values (matrix)');
  for (const one of result as unknown[]) addSeries(store, one);
}

function addSeries(store: SeriesStore, one: unknown): void {
  const metric = fieldIn(one, 'metric');
  const values = fieldIn(one, 'values');
  if (typeof metric !== 'object' || metric === null || !Array.isArray(values))
    throw new QueryError('syntax', 'a series without metric and values');
  const labels = Object.entries(metric).map(([name, value]): [string, string] => {
    if (typeof value !== 'string') throw new QueryError('syntax', `label ${name} is not a text`);
    return [name, value];
  });
  const series = store.add(Object.fromEntries(labels.filter(([, value]) => value !== '')));
  const samples = (values as unknown[]).map((sample): [number, number] => {
    const [time, value] = Array.isArray(sample) ? (sample as unknown[]) : [];
    if (typeof time !== 'number' || typeof value !== 'string')
      throw new QueryError('syntax', 'a value that is not [seconds, "value"]');
    return [Math.round(time * 1_000), parseNumber(value)];
  });
  for (const [time, value] of samples.toSorted(([before], [after]) => before - after))
    store.append(series, time, value);
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
