import { QueryError } from './errors.ts';
import { labelKey, type Labels } from './labels.ts';
import { numberText, parseNumber } from './literals.ts';
import { parseQuery } from './parse-query.ts';
import type { SeriesStore } from './select.ts';

/** One step of a written series: a value, a stale marker or nothing. */
export type WrittenSample = number | 'stale' | null;

/** More would be a mistake, or an attempt to fill the memory. */
const mostSamples = 1_000_000;

const step = /^(?<start>[-+]?[^-+x]*?(?:e[-+]?\d+)?)(?<delta>[-+][^x]*)?(?:x(?<times>\d+))?$/i;

/**
 * The values of an `input_series` of a unit test: `1 2 _ stale 0+10x100 5x3`. `a+bxn` has n + 1
 * values. Errors: `syntax`, `unsupported` for native histograms.
 */
export function parseValues(text: string): WrittenSample[] {
  const samples: WrittenSample[] = [];
  for (const written of text.trim().split(/\s+/)) {
    if (written === '') continue;
    if (written.includes('{')) throw new QueryError('unsupported', 'native histograms');
    for (const sample of parseStep(written)) samples.push(sample);
    if (samples.length > mostSamples)
      throw new QueryError('unsupported', `more than ${mostSamples} values in one series`);
  }
  return samples;
}

function parseStep(written: string): WrittenSample[] {
  if (written === 'stale') return ['stale'];
  const gap = /^_(?:x(\d+))?$/.exec(written);
  if (gap) return Array.from({ length: countRepeats(gap[1] ?? '1') }, () => null);
  const match = step.exec(written);
  const { start = '', delta, times } = match?.groups ?? {};
  const first = parseNumber(start);
  if (times === undefined) {
    if (delta !== undefined) throw new QueryError('syntax', `not a value: "${written}"`);
    return [first];
  }
  const change = delta === undefined ? 0 : parseNumber(delta);
  const values = [first];
  // Prometheus adds the change each time, with its rounding.
  for (let index = countRepeats(times); index > 0; index -= 1)
    values.push((values.at(-1) ?? 0) + change);
  return values;
}

function countRepeats(text: string): number {
  const count = Number(text);
  if (count > mostSamples)
    throw new QueryError('unsupported', `${numberText(count)} values in one series`);
  return count;
}

/** The labels of a written series such as `up{job="api"}`. Errors: `syntax`. */
export function parseSeriesLabels(text: string): Labels {
  if (/^\s*\{\s*\}\s*$/.test(text)) return {};
  const expr = parseQuery(text);
  if (expr.kind !== 'selector' || expr.offsetMs !== 0 || expr.at !== null)
    throw new QueryError('syntax', `not a series: "${text}"`);
  const labels: Record<string, string> = {};
  for (const { name, operator, value } of expr.matchers) {
    if (operator !== '=') throw new QueryError('syntax', `not a series: "${text}"`);
    if (value !== '') labels[name] = value;
  }
  return labels;
}

export interface WrittenSeries {
  series: string;
  values: string;
}

/** Series as lines: `errors_total{job="api"} 0+60x30`. Errors: `syntax`, `unsupported`. */
export function parseSeriesLines(text: string): WrittenSeries[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const cut = line.lastIndexOf('}') + 1 || line.search(/\s/);
      if (cut < 1) throw new QueryError('syntax', `no values: "${line.slice(0, 60)}"`);
      const written = { series: line.slice(0, cut), values: line.slice(cut) };
      parseSeriesLabels(written.series);
      parseValues(written.values);
      return written;
    });
}

/**
 * Adds written series, one value per step from 1970 or `startMs` on. Of two with the same labels the
 * last one counts, as in Prometheus. Errors: `syntax`, `unsupported`.
 */
export function loadSeries(
  store: SeriesStore,
  stepMs: number,
  written: readonly WrittenSeries[],
  startMs = 0,
): void {
  const byKey = new Map<string, { labels: Labels; samples: WrittenSample[] }>();
  for (const { series, values } of written) {
    const labels = parseSeriesLabels(series);
    byKey.set(labelKey(labels), { labels, samples: parseValues(values) });
  }
  for (const { labels, samples } of byKey.values()) {
    const series = store.add(labels);
    samples.forEach((sample, step) => {
      const time = startMs + step * stepMs;
      if (sample === 'stale') store.append(series, time, NaN, true);
      else if (sample !== null) store.append(series, time, sample);
    });
  }
}
