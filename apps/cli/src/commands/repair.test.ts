import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId, service } from '../testing/samples.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repair-'));
  const instance = await DuckDBInstance.create(join(folder, 'shop.duckdb'));
  const connection = await instance.connect();
  await connection.run(
    `create table costs (id int primary key, day date, cost int, label varchar); insert into costs select i, date '2026-01-01' + cast(i as int), 1, '=1+' || i from range(5) as r(i)`,
  );
  connection.closeSync();
  instance.closeSync();
  await writeFile(join(folder, 'costs.yml'), repair);
});
afterAll(() => rm(folder, { recursive: true }));

const repair = `apiVersion: debrief/v1
kind: Repair
metadata: { id: costs, owner: finance }
target: { database: shop.duckdb, table: costs }
partition: { column: day, unit: month, from: 2026-01-01, before: 2026-02-01 }
with: select id, day, 2 as cost, label from costs
sample: { rows: 3 }
checks: [{ type: expression, condition: cost = 2 }]
downstream: [dashboard]
service: costs
`;
const ids = ['costs', 'orders', 'close'].map((name, index) => ({
  id: `0000000${index}-0000-7000-8000-000000000000`,
  name,
  title: null,
  kind: 'dataset' as const,
}));
const [costs, orders, close] = ids;
const link = (kind: string, from: unknown, to: unknown) => ({
  id: anId,
  kind,
  from,
  to,
  sources: [],
  isByHand: true,
  missingAt: null,
});
const links = [
  link('feeds', costs, close),
  link('calls', orders, close),
  link('feeds', orders, costs),
];
const marks: object[] = [];
const repairRun = {
  id: anId,
  incidentRef: 'INC-2',
  runbookId: null,
  name: 'Repair: costs',
  text: 'the plan',
  steps: ['Backup', 'Stage', 'Check', 'Sample', 'Swap', 'Monitor'].map((text, index) => ({
    id: `0000001${index}-0000-7000-8000-000000000000`,
    text,
    done: null,
  })),
  followUpId: null,
  rollbackPoint: null,
  citations: [],
  version: 1,
  can: { change: true },
  createdAt: service.createdAt,
  createdBy: service.updatedBy,
  updatedAt: service.createdAt,
  updatedBy: service.updatedBy,
};
let runId = '';
const { run } = fakeWorld({
  door: createFakeApi({
    'catalog.list': () => ({
      items: [{ ...service, ...costs }],
      next: null,
      total: 1,
      can: { change: true },
    }),
    'runbook.start': ({ id }) => {
      runId = String(id);
      return { runs: [repairRun], removed: [], activityId: '1' };
    },
    'runbook.runs': () => ({
      items: [{ ...repairRun, id: runId }],
      suggested: [],
      lastChange: null,
      can: { add: true },
    }),
    'runbook.check': ({ step, reason }) => {
      const text = repairRun.steps.find(({ id }) => id === step)?.text;
      marks.push({ text, ...(reason !== undefined && { reason }) });
      return { runs: [repairRun], removed: [], activityId: '1' };
    },
    'catalog.links': () => ({ items: links, isLimited: false }),
  }),
});

test('debrief repair plans, refuses what was not confirmed, and swaps once verified', async () => {
  const at = (name: string) => join(folder, name);
  const plan = at('plan.json');
  const refused = await run('repair', 'plan', at('none.yml'));
  expect(refused).toMatchObject({ code: 65 });
  const planned = await run('repair', 'plan', at('costs.yml'), '--output', plan);
  expect(planned).toMatchObject({ code: 0, err: expect.stringContaining('--confirm') });
  expect(planned.out).toContain('The catalog was not asked what is downstream of costs');
  const recorded = ['--incident', 'INC-2', '--data', folder];
  const asked = await run('repair', 'plan', at('costs.yml'), '--output', plan, ...recorded);
  expect(asked.out).toContain('- dashboard\n- close\n- orders\n');
  const { hash } = JSON.parse(await readFile(plan, 'utf8')) as { hash: string };
  expect(await run('repair', 'stage', plan)).toMatchObject({
    code: 65,
    err: expect.stringContaining(`--confirm ${hash}`),
  });
  const confirm = ['--confirm', hash];
  await writeFile(at('costs.yml'), `${repair}# later\n`);
  expect(await run('repair', 'stage', plan, ...confirm)).toMatchObject({
    code: 75,
    err: expect.stringContaining('costs.yml changed since the plan'),
  });
  await writeFile(at('costs.yml'), repair);
  const text = await readFile(plan, 'utf8');
  await writeFile(at('other.json'), text.replace('drop table', 'drop  table'));
  expect(await run('repair', 'drop', at('other.json'), ...confirm)).toMatchObject({
    code: 75,
    err: expect.stringContaining('The file of the plan was changed'),
  });
  expect(await run('repair', 'stage', plan, ...confirm)).toMatchObject({ code: 0 });
  const samples = at('samples.csv');
  expect(await run('repair', 'sample', plan, '--output', samples)).toMatchObject({ code: 0 });
  expect(await run('repair', 'sample', plan, '--output', samples)).toMatchObject({ code: 65 });
  const rows = (await readFile(samples, 'utf8')).trim().split('\r\n');
  expect(rows[0]).toContain('cost before,cost after');
  // A spreadsheet must not run a text as a formula.
  expect(rows[1]).toContain(`,'=1+`);
  const answers = rows.map((row, index) =>
    index === 0 ? row : row.replace(/,,,$/, ',right,Ana,'),
  );
  await writeFile(samples, answers.join('\n'));
  expect(await run('repair', 'verify', plan, samples)).toMatchObject({
    code: 0,
    out: '3 rows are right, 0 are wrong.\n',
  });
  expect(await run('repair', 'swap', plan, ...confirm)).toMatchObject({ code: 0 });
  const report = await run('repair', 'monitor', plan);
  expect(report).toMatchObject({ code: 0, out: expect.stringContaining('all checks pass') });
  expect(await run('repair', 'rollback', plan, ...confirm)).toMatchObject({ code: 0 });
  expect(await run('repair', 'drop', plan, ...confirm)).toMatchObject({ code: 0 });
  expect(marks).toEqual([
    { text: 'Backup' },
    { text: 'Stage' },
    { text: 'Check' },
    { text: 'Sample', reason: '3 of 3 rows are right' },
    { text: 'Swap' },
    { text: 'Monitor', reason: 'Swapped, and all checks pass.' },
    { text: 'Swap', reason: 'Restored from the backup' },
  ]);
});
