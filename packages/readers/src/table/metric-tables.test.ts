import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const read = async (name: string, lines: readonly string[]) =>
  readAll(await files.write(name, lines.join('\n')));

test('three header rows name component, metric and statistic, and an empty cell is a gap', async () => {
  const { records, rejected } = await read('petshop.csv', [
    'microservice,orders,orders,db',
    'metric,latency,latency,latency',
    'statistic,Average,p90,Average',
    'unix_timestamp,,,',
    '1693922400.0,0.2,0.9,0.1',
    '1693922700.0,0.3,,',
  ]);
  expect(rejected).toEqual([]);
  expect(
    records.map(({ kind, place, occurredAt, details }) => [
      kind,
      place,
      occurredAt.toISOString(),
      details.fields,
    ]),
  ).toEqual([
    [
      'metric',
      'line 5, orders',
      '2023-09-05T14:00:00.000Z',
      { component: 'orders', 'latency Average': '0.2', 'latency p90': '0.9' },
    ],
    [
      'metric',
      'line 5, db',
      '2023-09-05T14:00:00.000Z',
      { component: 'db', 'latency Average': '0.1' },
    ],
    [
      'metric',
      'line 6, orders',
      '2023-09-05T14:05:00.000Z',
      { component: 'orders', 'latency Average': '0.3' },
    ],
  ]);
});

test('merged cells of the first header row are filled, and a plain header stays one', async () => {
  const merged = await read('merged.csv', [
    'time;orders;;db;',
    ';cpu;mem;cpu;mem',
    '2026-03-02T08:00:00Z;1;2;3;4',
    '2026-03-02T08:01:00Z;1;2;3;4',
  ]);
  expect(merged.records.map(({ details }) => details.fields)).toEqual([
    { component: 'orders', cpu: '1', mem: '2' },
    { component: 'db', cpu: '3', mem: '4' },
    { component: 'orders', cpu: '1', mem: '2' },
    { component: 'db', cpu: '3', mem: '4' },
  ]);
  const units = await read('units.csv', [
    'time,cpu,mem',
    ',percent,MB',
    '2026-03-02T08:00:00Z,1,2',
    '2026-03-02T08:01:00Z,1,2',
  ]);
  expect(units.records.map(({ details }) => details.fields)).toEqual([
    { cpu: '1', mem: '2' },
    { cpu: '1', mem: '2' },
  ]);
  expect(units.rejected).toHaveLength(1);
});

test('a row with more than 40 series is several records, and none is lost', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `svc${index}.latency`);
  const row = (minute: string) => [`2026-03-02T08:${minute}:00Z`, ...names.map((_, at) => at)];
  const { records, rejected } = await read('wide.csv', [
    ['timestamp', ...names].join(','),
    row('00').join(','),
    row('01').join(','),
  ]);
  expect(rejected).toEqual([]);
  expect(
    records.map(({ kind, details }) => [kind, Object.keys(details.fields ?? {}).length]),
  ).toEqual([
    ['metric', 39],
    ['metric', 39],
    ['metric', 22],
    ['metric', 39],
    ['metric', 39],
    ['metric', 22],
  ]);
  expect(records[1]?.place).toBe('line 2, svc39.latency to svc77.latency');
  const lines = [1, 2].map((at) =>
    JSON.stringify({
      id: `r${at}`,
      time: `2026-03-02T08:0${at}:00Z`,
      ...Object.fromEntries(names.map((name) => [name, at])),
    }),
  );
  const keyed = await read('wide.jsonl', lines);
  expect(keyed.records).toHaveLength(6);
  expect(new Set(keyed.records.map(({ key }) => key)).size).toBe(6);
});

test('NaN, names of services and mixed zones leave a table one of measurements', async () => {
  const { records } = await read('mixed.csv', [
    'time,service,latency,errors',
    '2026-03-02T12:00:00Z,orders,1.5,NaN',
    '2026-03-02T13:01:00+01:00,orders,N/A,2',
    '2026-03-02T07:02:00-05:00,db,+Inf,',
  ]);
  expect(
    records.map(({ kind, occurredAt, details }) => [
      kind,
      occurredAt.toISOString().slice(11, 16),
      details.fields,
    ]),
  ).toEqual([
    ['metric', '12:00', { service: 'orders', latency: '1.5', errors: 'NaN' }],
    ['metric', '12:01', { service: 'orders', latency: 'N/A', errors: '2' }],
    ['metric', '12:02', { service: 'db', latency: '+Inf' }],
  ]);
});

test('two names that are cut to the same one stay two series', async () => {
  const long = 'x'.repeat(120);
  const row = { time: '2026-03-02T12:00:00Z', [`${long}a`]: 1, [`${long}b`]: 2 };
  const { records } = await read('long.jsonl', [JSON.stringify(row), JSON.stringify(row)]);
  expect(Object.values(records[0]?.details.fields ?? {})).toEqual(['1', '2']);
});
