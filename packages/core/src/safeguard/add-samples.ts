import type { SeriesStore } from '@debrief/promql';
import type { MetricSample } from '../evidence/index.ts';

const nameFields = ['__name__', 'metric'];
const notLabels = new Set([...nameFields, 'value', 'query', 'time from']);
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A name that Prometheus would accept. */
const toName = (text: string): string =>
  text.replaceAll(/[^a-zA-Z0-9_:]/g, '_').replace(/^(?=\d)/, '_');
const toLabel = (text: string): string => toName(text).replaceAll(':', '_');

/**
 * Adds measurements in the order of their times. A measurement of Prometheus keeps its name and
 * labels; each column of a table with a number is a series with the column's name, and its other
 * columns are labels. What is no number is a gap.
 */
export function addSamples(store: SeriesStore, samples: readonly MetricSample[]): void {
  for (const { at, text, fields, streamName } of samples) {
    const name = nameFields.flatMap((field) => fields[field] ?? [])[0];
    const values: [string, number][] = [];
    if (name !== undefined || fields['value'] !== undefined)
      values.push([name ?? streamName, readNumber(fields['value'] ?? /(\S+)$/.exec(text)?.[1])]);
    else
      for (const [column, written] of Object.entries(fields))
        if (number.test(written.trim())) values.push([column, Number(written)]);
    const valued = new Set(values.map(([column]) => column));
    const labels = Object.fromEntries(
      Object.entries(fields)
        .filter(([label, value]) => value !== '' && !notLabels.has(label) && !valued.has(label))
        .map(([label, value]) => [toLabel(label), value]),
    );
    for (const [column, value] of values)
      if (!Number.isNaN(value))
        store.append(store.add({ ...labels, __name__: toName(column) }), at.getTime(), value);
  }
}

function readNumber(text = ''): number {
  return number.test(text.trim()) ? Number(text) : NaN;
}
