import { expect, test } from 'vitest';
import { readSamples, type Sample } from './read-samples.ts';

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
  const series = readSamples([
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
  expect(series[0]?.evidence.get(60)).toBe('b');
});

test('each column of a wide table is a series, and an empty cell is a gap', () => {
  const series = readSamples([
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
  expect(readSamples(many)).toHaveLength(2_000);
  const twice = ['1', '2'].map((value) => sample({ fields: { __name__: 'up', value } }));
  expect(readSamples(twice)[0]?.points).toEqual([[0, 2]]);
});
