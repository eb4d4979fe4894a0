import { expect, test } from 'vitest';
import { namesSeries, readSamples, type Sample } from './read-samples.ts';

const sample = (given: Partial<Sample>): Sample => ({
  id: 'e1',
  at: 0,
  text: '',
  fields: {},
  streamName: 'metrics.csv',
  ...given,
});

test('samples of Prometheus are series by component, and NaN is a gap', () => {
  const labels = { __name__: 'latency', service: 'orders' };
  const { series } = readSamples([
    sample({ at: 60, id: 'b', fields: { ...labels, value: '2' } }),
    sample({ at: 0, id: 'a', fields: { ...labels, value: '1.5' } }),
    sample({ at: 120, fields: { ...labels, value: 'NaN' } }),
    sample({ at: 180, fields: { ...labels, value: '+Inf' } }),
    sample({ at: 0, text: 'latency 7', fields: { ...labels, service: 'users' } }),
  ]);
  expect(series.map(({ component, metric, points }) => [component, metric, points])).toEqual([
    [
      'orders',
      'latency',
      [
        [0, 1.5],
        [60, 2],
      ],
    ],
    ['users', 'latency', [[0, 7]]],
  ]);
  expect(series[0]?.evidence).toEqual(['a', 'b']);
});

test('each column of a wide table is a series, and an empty cell is a gap', () => {
  const { series } = readSamples([
    sample({
      at: 0,
      fields: { 'orders.latency': '10', 'users latency': '3', lag: '1e3', note: 'ok' },
    }),
    sample({ at: 60, fields: { 'orders.latency': '', 'users latency': '-4' } }),
  ]);
  expect(series.map(({ component, metric, points }) => [component, metric, points.length])).toEqual(
    [
      ['orders', 'latency', 1],
      ['users', 'latency', 2],
      ['metrics.csv', 'lag', 1],
    ],
  );
});

test('thousands of series are cut, and the same time is one point', () => {
  const many = Array.from({ length: 2_100 }, (_, index) =>
    sample({ fields: { __name__: 'up', service: `s${index}`, value: '1' } }),
  );
  const { series, leftOut } = readSamples(many);
  expect(series).toHaveLength(2_000);
  expect(leftOut).toEqual({ series: 100, values: 0 });
  const twice = ['1', '2'].map((value) => sample({ fields: { __name__: 'up', value } }));
  expect(readSamples(twice).series[0]?.points).toEqual([[0, 2]]);
});

test('a column that names the service says whose a row is, and its instances are averaged', () => {
  const row = (at: number, service: string, pod: string, latency: string) =>
    sample({ at, fields: { Service: service, pod, latency } });
  const { series, leftOut } = readSamples([
    row(0, 'orders', 'a', '1'),
    row(0, 'orders', 'b', '3'),
    row(0, 'db', 'c', '7'),
    row(60, 'db', 'c', '7 ms'),
    row(120, 'db', 'c', 'n/a'),
  ]);
  expect(series.map(({ component, metric, points }) => [component, metric, points])).toEqual([
    ['orders', 'latency', [[0, 2]]],
    ['db', 'latency', [[0, 7]]],
  ]);
  expect(leftOut).toEqual({ series: 0, values: 1 });
});

test('a series without a name of its own is not taken for its labels', () => {
  const { series } = readSamples([
    sample({ text: '0.25', fields: { service: 'orders', code: '500' } }),
    sample({ text: 'stats.orders 12', fields: { target: 'stats.orders' } }),
  ]);
  expect(series.map(({ component, metric, points }) => [component, metric, points])).toEqual([
    ['orders', 'value{code=500}', [[0, 0.25]]],
    ['metrics.csv', 'stats.orders', [[0, 12]]],
  ]);
});

test('a sentence names a series by full words', () => {
  const series = { component: 'db', metric: 'lag' };
  expect(namesSeries('Started by: db (lag)', series)).toBe(true);
  expect(namesSeries('Started by: db-proxy (lag)', series)).toBe(false);
  expect(namesSeries('Started by: db', series)).toBe(false);
});
