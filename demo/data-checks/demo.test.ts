import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  hashPlan,
  ownerReport,
  planRepair,
  readCheckFile,
  readRepairFile,
  readRepairState,
  readSample,
  runChecks,
  runStep,
  verifySample,
  writeSample,
  type CheckResult,
} from '@debrief/checks';
import { runUnitTests } from '@debrief/promql';
import { DuckDBInstance } from '@duckdb/node-api';
import { describeOnServer, testServerDatabase } from '@debrief/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costStatements } from './costs.ts';
import { makeDataDemo } from './make.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-demo-'));
  await makeDataDemo(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(path: string): Promise<CheckResult[]> {
  const file = join(folder, path);
  const { safeguards, problems } = readCheckFile(path, await readFile(file, 'utf8'));
  expect(problems).toEqual([]);
  return runChecks(safeguards, {
    folder: join(file, '..'),
    root: folder,
    connections: new Map(),
    now: new Date('2026-11-30T20:00:00Z'),
  });
}

const verdicts = (results: readonly CheckResult[]) =>
  Object.fromEntries(
    results.map(({ safeguard, check, verdict }) => [`${safeguard}/${check}`, verdict]),
  );

test('document 001: the contract passes before, fails on the day, and halts on the next drift', async () => {
  const healthy = await run('001-new-type/contract-healthy.yml');
  expect(verdicts(healthy)).toEqual({ 'contract-healthy/contract': 'passed' });
  const [incident] = await run('001-new-type/contract-incident.yml');
  expect(incident).toMatchObject({ verdict: 'halted' });
  expect(incident?.text).toContain('amount is JSON, not number');
  const [next] = await run('001-new-type/contract-next.yml');
  expect(next).toMatchObject({ verdict: 'halted' });
  expect(next?.text).toContain('channel');
});

test('document 001: rows are lost in the ETL on that day, and nowhere else', async () => {
  const [orders] = await run('001-new-type/pipeline.yml');
  expect(orders?.verdict).toBe('halted');
  expect(orders?.parts.map(({ name }) => name)).toEqual(['etl 2026-11-08']);
});

test('Q92: 15,000 orders of 31 December are missing at silver, worth two million', async () => {
  const [orders, revenue] = await run('004-data-questions/q92-orders.yml');
  expect(orders).toMatchObject({ verdict: 'halted', value: 15_000 });
  expect(orders?.parts.map(({ name }) => name)).toEqual(['silver 2025-12-31']);
  expect(orders?.text).toContain('15,000 rows missing');
  expect(revenue?.parts.map(({ name }) => name)).toEqual(['silver 2025-12-31']);
  expect(revenue?.value).toBeGreaterThan(1_900_000);
  expect(revenue?.value).toBeLessThan(2_100_000);
});

test('Q93: two definitions differ in 3 % of rows, and all of them are explained', async () => {
  const [onTime] = await run('004-data-questions/q93-promise.yml');
  expect(onTime).toMatchObject({ verdict: 'halted', value: 30, total: 1_000 });
  expect(onTime?.text).toBe(
    'first promise gives 950 of 1,000 rows (95 %), last promise gives 980 of 1,000 rows (98 %); they differ in 30 of 1,000 rows (3 %): 30 promise changed after creation. It must be at most 1 %.',
  );
});

test('Q98: some nulls pass, more warn, and more than 5 % halt', async () => {
  expect(verdicts(await run('004-data-questions/q98-nulls.yml'))).toEqual({
    'q98-normal/quantity': 'passed',
    'q98-degraded/quantity': 'warned',
    'q98-catastrophic/quantity': 'halted',
  });
});

test('Q99: twenty checks pass on good data, and find what is wrong with bad data', async () => {
  const results = await run('004-data-questions/q99-shipments.yml');
  const good = results.filter(({ safeguard }) => safeguard === 'q99-good');
  expect(good).toHaveLength(20);
  expect(good.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  const bad = results.filter(
    ({ safeguard, verdict }) => safeguard === 'q99-bad' && verdict !== 'passed',
  );
  expect(bad.map(({ check }) => check)).toEqual([
    'shipment-id-unique',
    'carrier-known',
    'weight-range',
    'weight-spread',
    'postcode-form',
    'email-form',
    'promise-after-shipping',
    'carriers-all',
  ]);
});

test('Q104: the wrong rate is found, the repair is proven, and the error is found if it comes back', async () => {
  expect(verdicts(await run('004-data-questions/q104-currency.yml'))).toEqual({
    'q104-wrong/rate-of-day': 'halted',
    'q104-staging/rate-of-day': 'passed',
    'q104-staging/arithmetic': 'passed',
    'q104-staging/nothing-lost': 'passed',
    'q104-staging/backup': 'passed',
    'q104-staging/sample-by-hand': 'passed',
    'q104-monitor/rate-of-day': 'passed',
    'q104-again/rate-of-day': 'halted',
  });
});

/** How far the costs of days are from the right ones, from the files of the demo. */
async function sumDayDifferences(): Promise<number> {
  const byDay = new Map<string, number>();
  for (const [name, sign] of [
    ['costs', -1],
    ['published', 1],
  ] as const) {
    const path = join(folder, `004-data-questions/q104/${name}.csv`);
    const [, ...rows] = (await readFile(path, 'utf8')).trim().split('\n');
    for (const row of rows) {
      const [, time = '', , , , cost] = row.split(',');
      const day = time.slice(0, 10);
      byDay.set(day, (byDay.get(day) ?? 0) + sign * Number(cost));
    }
  }
  return [...byDay.values()].reduce((sum, value) => sum + Math.abs(value), 0);
}

/** The path of Q104: plan, staging, 100 samples by hand, swap, monitor, and back. */
async function expectRepair(
  target: (text: string) => string,
  connections: Map<string, string>,
  readCosts: () => Promise<string>,
): Promise<void> {
  const text = target(await readFile(join(folder, '004-data-questions/q104-repair.yml'), 'utf8'));
  const { repair } = readRepairFile('q104-repair.yml', text);
  if (repair === null) throw new Error('a repair');
  const now = new Date('2026-11-30T20:00:00Z');
  const options = { folder: join(folder, '004-data-questions'), root: null, connections, now };
  const before = await readCosts();
  const plan = await planRepair({ repair, text, now, downstream: [], notes: [] }, options);
  expect(plan.partitions).toHaveLength(92);
  expect(plan.total).toMatchObject({ before: 1_840, after: 1_840, changed: 1_840, added: 0 });
  // The files are rounded from floats: half a cent can go the other way.
  expect(plan.impact).toBeCloseTo(await sumDayDifferences(), 1);
  expect(plan.sample).toMatchObject({ rows: 100, population: 1_840, confidence: 0.95 });
  expect(plan.sample.errorRate).toBeCloseTo(0.0295, 4);
  const confirm = hashPlan(plan);
  const { checks } = await runStep(plan, 'stage', confirm, options);
  expect(checks.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  await runStep(plan, 'sample', '', options);
  const sample = await readSample(plan, options);
  expect(sample).toHaveLength(100);
  // By hand: the amount times the rate of the day.
  const verified = sample.map((row) => ({
    ...row,
    debrief_verdict:
      Math.round(Number(row['amount']) * Number(row['rate after']) * 100) / 100 ===
        Number(row['cost after']) && row['shipped_at']?.startsWith(row['rate_date after'] ?? '-')
        ? 'right'
        : 'wrong',
    debrief_verifier: 'Ana',
  }));
  const file = join(folder, 'samples.csv');
  await writeFile(file, writeSample(verified));
  expect(await verifySample(plan, file, options)).toEqual({ right: 100, wrong: 0 });
  const night = { ...options, now: new Date('2026-12-01T01:30:00Z') };
  await expect(runStep(plan, 'swap', confirm, night)).rejects.toThrow('collides with nightly load');
  expect(await readCosts()).toBe(before);
  await runStep(plan, 'swap', confirm, options);
  const state = await readRepairState(plan, options);
  expect(state).toMatchObject({ isSwapped: true, isUnchanged: true });
  expect(state.checks.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  expect(ownerReport(plan, state)).toContain('Swapped, and all checks pass.');
  expect(await readCosts()).not.toBe(before);
  await runStep(plan, 'rollback', confirm, options);
  expect(await readCosts()).toBe(before);
}

test('Q104: the costs are repaired in DuckDB, and restored byte by byte', async () => {
  const path = join(folder, '004-data-questions/q104/costs.duckdb');
  await expectRepair(
    (text) => text,
    new Map(),
    async () => {
      const instance = await DuckDBInstance.create(path);
      const connection = await instance.connect();
      const rows = await connection.runAndReadAll('from costs order by shipment_id');
      connection.closeSync();
      instance.closeSync();
      return JSON.stringify(rows.getRowObjectsJson());
    },
  );
});

describeOnServer('on PostgreSQL', () => {
  test('Q104: the costs are repaired, and restored byte by byte', async () => {
    await using server = await testServerDatabase();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      for (const statement of costStatements()) await client.query(statement);
      await expectRepair(
        (text) => text.replace('database: q104/costs.duckdb', 'connection: warehouse'),
        new Map([['warehouse', server.url]]),
        async () =>
          JSON.stringify((await client.query('select * from costs order by shipment_id')).rows),
      );
    } finally {
      await client.end();
    }
  });
});

test('Q91: a large day halts, and the alerts on volume and memory fire', async () => {
  expect(verdicts(await run('004-data-questions/q91-volume.yml'))).toEqual({
    'q91-usual-day/volume': 'passed',
    'q91-large-day/volume': 'halted',
  });
  const read = (name: string) => readFile(join(folder, '004-data-questions', name), 'utf8');
  const rules = await read('q91-alerts.yml');
  const report = runUnitTests(await read('q91-alerts-test.yml'), (name) => [{ name, text: rules }]);
  expect(report.cases.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(report.verdict).toBe('passed');
});
