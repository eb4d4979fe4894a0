import { DomainError } from '@debrief/contract';
import { toExcerpt } from '../bytes/decode.ts';
import { finish } from '../finish.ts';
import { isObject, type JsonObject } from '../row.ts';
import type { Read, StreamRef } from '../source.ts';

/**
 * The samples of a range query of Prometheus: `{"query": "up", "series": [{"metric": {…}, "values":
 * [[1772438400, "1"]]}]}`. Errors: `bad-file`.
 */
export function readSeries(body: Uint8Array, stream: StreamRef): Read[] {
  const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
  if (!isObject(value) || typeof value['query'] !== 'string' || !Array.isArray(value['series']))
    throw new DomainError('bad-file', 'The body is not the answer of a range query.');
  const { query, series } = value;
  return series.flatMap((one: unknown, index) => {
    const metric = isObject(one) && isObject(one['metric']) ? one['metric'] : null;
    const values: unknown = isObject(one) ? one['values'] : null;
    const place = `series ${index + 1}`;
    if (metric === null || !Array.isArray(values))
      return [reject(place, one, 'A series has a metric and values.')];
    const labels = toLabels(metric);
    return values.map((sample: unknown, at) =>
      readSample(sample, { place: `${place}, sample ${at + 1}`, labels, query, stream }),
    );
  });
}

interface Series {
  place: string;
  labels: [string, string][];
  query: string;
  stream: StreamRef;
}

function readSample(sample: unknown, { place, labels, query, stream }: Series): Read {
  const [time, value] = Array.isArray(sample) ? Array.from<unknown>(sample) : [];
  if (typeof time !== 'number' || typeof value !== 'string')
    return reject(place, sample, 'A sample is a time and a value.');
  const shown = formatSeries(labels, query);
  return {
    type: 'record',
    record: finish({
      place,
      stream,
      key: `${shown} ${time}`,
      kind: 'metric',
      occurredAt: new Date(Math.round(time * 1000)),
      untilAt: null,
      precision: 'exact',
      zoneOffset: 0,
      author: null,
      text: `${shown} ${value}`,
      repliesTo: null,
      reactions: [],
      details: { fields: { ...Object.fromEntries(labels), query, value } },
      marks: [],
      payload: JSON.stringify({ metric: Object.fromEntries(labels), value: [time, value] }),
      change: 'present',
    }),
  };
}

function toLabels(metric: JsonObject): [string, string][] {
  return Object.entries(metric)
    .flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** `up{instance="a"}`, or the query if the result has no name. */
function formatSeries(labels: readonly [string, string][], query: string): string {
  const name = labels.find(([label]) => label === '__name__')?.[1] ?? query;
  const others = labels
    .filter(([label]) => label !== '__name__')
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return others.length === 0 ? name : `${name}{${others.join(', ')}}`;
}

const reject = (place: string, value: unknown, reason: string): Read => ({
  type: 'rejected',
  place,
  reason,
  excerpt: toExcerpt(JSON.stringify(value) ?? ''),
});
