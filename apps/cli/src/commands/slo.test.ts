import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { service } from '../testing/samples.ts';

const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout }
spec:
  service: shop
  indicator:
    metadata: { name: good }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: 'sum(r{code="200"})' } } }
        total: { metricSource: { type: Prometheus, spec: { query: sum(r) } } }
  timeWindow: [{ duration: 2h, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ displayName: most, target: 0.95 }]
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slo-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const { run } = fakeWorld({ door: createFakeApi({}) });

test('debrief slo check names file and line of each problem, without a server', async () => {
  const good = await write('good.yml', slo);
  expect(await run('slo', 'check', good)).toMatchObject({ code: 0, out: '' });
  const bad = await write('bad.yml', slo.replace('target: 0.95', 'goal: 0.95'));
  const { code, out } = await run('slo', 'check', good, bad);
  expect(code).toBe(1);
  expect(out).toContain(`${bad}:15`);
  expect(out).toContain('unknown field "goal"');
  const later = await write('later.yml', slo.replace('openslo/v1', 'openslo.com/v2alpha'));
  expect(await run('slo', 'check', later)).toMatchObject({ code: 3 });
});

test('debrief slo report says what was reached, of how many, and what burns', async () => {
  const file = await write('report.yml', slo);
  const series = await write('series.txt', 'r{code="200"} 0+9x120\nr{code="500"} 0+1x120\n');
  const missed = await run('slo', 'report', file, '--series', series);
  expect(missed.code).toBe(1);
  expect(missed.out).toContain('checkout, most');
  for (const text of [
    'missed',
    '95%',
    '90%',
    '1,200 events',
    '-100%',
    'page: 2 times as fast over 1 h',
  ])
    expect(missed.out).toContain(text);

  const result = [
    {
      metric: { __name__: 'r', code: '200' },
      values: [
        [0, '0'],
        [60, '30'],
        [120, '60'],
      ],
    },
  ];
  const answer = { status: 'success', data: { resultType: 'matrix', result } };
  const json = await write('range.json', JSON.stringify(answer));
  const met = await run('slo', 'report', file, '--series', json, '--json');
  expect(met.code).toBe(0);
  expect(JSON.parse(met.out)).toMatchObject([{ verdict: 'met', reached: 1, n: 60 }]);
});

test('no data is not 100 %, and a refused file is not reported', async () => {
  const file = await write('none.yml', slo);
  const series = await write('other.txt', 'other 1x120\n');
  const none = await run('slo', 'report', file, '--series', series);
  expect(none.code).toBe(3);
  expect(none.out).toContain('no data');
  expect(none.out).not.toContain('100%');

  const at = ['--start', '2026-11-01T00:00:00Z', '--every', '1m', '--at', '2026-11-01T02:00:00Z'];
  const seen = await write('seen.txt', 'r{code="200"} 0+9x120\n');
  const [report] = JSON.parse(
    (await run('slo', 'report', file, '--series', seen, ...at, '--json')).out,
  ) as [{ n: number }];
  expect(report.n).toBe(1_080);

  const bad = await write('refused.yml', slo.replace('0.95', '95'));
  expect((await run('slo', 'report', bad, '--series', series)).err).toContain('refused.yml:15:');
  const wrong = await write('wrong.txt', 'r{ 1 2\n');
  expect((await run('slo', 'report', file, '--series', wrong)).err).toContain('wrong.txt: ');
});

test('a report is stored at a service of the catalog on request, and no data as no data', async () => {
  const door = createFakeApi({
    'catalog.get': () => ({
      service,
      slos: [],
      links: [],
      hasMoreLinks: false,
      incidents: [],
    }),
    'catalog.reportSlos': () => ({ slos: [] }),
  });
  const file = await write('stored.yml', slo);
  const series = await write('nothing.txt', 'other 1x120\n');
  const given = ['slo', 'report', file, '--series', series, '--service', service.id];
  expect(await fakeWorld({ door }).run(...given)).toMatchObject({ code: 3 });
  expect(door.calls.at(-1)).toMatchObject({
    route: 'catalog.reportSlos',
    input: {
      id: service.id,
      results: [{ slo: 'checkout', goal: 0.95, verdict: 'no-data', reached: null, n: 0 }],
    },
  });
});
