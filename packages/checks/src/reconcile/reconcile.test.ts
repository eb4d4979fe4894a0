import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Check, Reconciliation, Stage } from '../definition.ts';
import { DuckdbTables } from '../testing/duckdb-tables.ts';
import { reconcile } from './reconcile.ts';

let tables: DuckdbTables;
beforeAll(async () => {
  tables = await DuckdbTables.open();
});
afterAll(() => tables.close());

const stage = (name: string, more: Partial<Stage> = {}): Stage => ({
  name,
  target: { kind: 'table', dataset: name, connection: 'memory', table: name, filter: '' },
  partition: 'placed',
  measure: '',
  timeZone: '',
  expectedLoss: 0,
  ratio: 1,
  ...more,
});

const check = (
  stages: Stage[],
  more: Partial<Check & Reconciliation> = {},
): Check & Reconciliation => ({
  id: 'orders',
  name: 'Orders',
  dimension: 'consistency',
  type: 'reconciliation',
  stages,
  keys: ['id'],
  columns: [],
  zone: 'America/New_York',
  watermarkSeconds: 0,
  warn: null,
  halt: { rows: { mustBe: 0 } },
  minRows: 0,
  sample: { rows: 5, columns: [], mask: [] },
  place: { file: 'checks.yaml', line: 1, column: 1 },
  ...more,
});

const now = new Date('2026-06-01T00:00:00Z');

const run = (one: Check & Reconciliation, at = now) =>
  reconcile(
    one,
    one.stages.map(({ name }) => tables.source(name)),
    at,
  );

const names = (result: Awaited<ReturnType<typeof run>>) => result.parts.map(({ name }) => name);

/** Rows in the hours of a year's last days, on the clock of the shop and in UTC. */
async function makeOrders(prefix: string): Promise<void> {
  await tables.run(`create or replace table ${prefix}_source as
    select i as id, timestamp '2025-12-29 00:00:00' + to_minutes(i * 30) as placed, i * 1.1 as amount
    from range(192) as t(i)`);
  await tables.run(`create or replace table ${prefix}_bronze as select id, amount,
    placed at time zone 'America/New_York' as placed from ${prefix}_source`);
}

test('finds rows lost by a filter in UTC in the partition and stage', async () => {
  await makeOrders('utc');
  await tables.run(`create or replace table utc_silver as select * from utc_bronze
    where placed < timestamptz '2026-01-01 00:00:00Z'`);
  await tables.run(`create or replace table utc_gold as
    select cast(placed at time zone 'America/New_York' as date) as placed, count(*) as orders
    from utc_silver group by 1`);
  const stages = ['source', 'bronze', 'silver'].map((name) => stage(`utc_${name}`));
  const gold = stage('utc_gold', { measure: 'sum(orders)' });
  const result = await run(check([...stages, gold]));
  // 31 December in New York ends at 05:00 UTC; a full day after it is absent.
  expect(names(result)).toEqual(['utc_silver 2025-12-31', 'utc_silver 2026-01-01']);
  expect(result).toMatchObject({ verdict: 'halted', total: 192, value: 58 });
  expect(result.parts[0]?.text).toBe(
    '10 rows missing (20.83 %); utc_bronze has 48. Keys: 10 missing. It must be exactly 0 rows.',
  );
  expect(result.sample).toHaveLength(5);
  expect(result.sample[0]).toMatchObject({ difference: 'missing', partition: '2025-12-31' });
});

async function makePair(name: string, rows: string, change: string): Promise<Stage[]> {
  await tables.run(`create or replace table ${name}_a as ${rows}`);
  await tables.run(`create or replace table ${name}_b as ${change.replace('SOURCE', `${name}_a`)}`);
  return [stage(`${name}_a`), stage(`${name}_b`)];
}

const threeDays = `select i as id, i * 0.1 as amount,
  timestamp '2026-03-01 00:00:00' + to_hours(i) as placed from range(72) as t(i)`;

test('duplicates do not hide losses', async () => {
  const stages = await makePair(
    'hidden',
    threeDays,
    'select case when id = 5 then 6 else id end as id, amount, placed from SOURCE',
  );
  const result = await run(check(stages));
  expect(names(result)).toEqual(['hidden_b 2026-03-01']);
  expect(result.parts[0]?.text).toContain('Keys: 1 missing, 1 repeated');
  expect(result.sample).toEqual([
    { stage: 'hidden_b', partition: '2026-03-01', difference: 'missing', id: 5 },
    { stage: 'hidden_b', partition: '2026-03-01', difference: 'duplicate', id: 6 },
  ]);
  const counts = await run(check(stages, { keys: [] }));
  expect(counts.verdict).toBe('passed');
});

test('values that a stage changes are found by their keys, and masked', async () => {
  const stages = await makePair(
    'values',
    threeDays,
    'select id, case when id = 30 then amount + 1 else amount end as amount, placed from SOURCE',
  );
  const sample = { rows: 5, columns: [], mask: ['id'] };
  const result = await run(check(stages, { columns: ['amount'], sample }));
  expect(names(result)).toEqual(['values_b 2026-03-02']);
  expect(result.sample).toEqual([
    { stage: 'values_b', partition: '2026-03-02', difference: 'changed', id: '***' },
  ]);
  expect((await run(check(stages))).verdict).toBe('passed');
});

test('a loss within the declared one is expected, more of it is not', async () => {
  const stages = await makePair('loss', threeDays, 'select * from SOURCE where id % 8 <> 0');
  const [first, second] = stages as [Stage, Stage];
  const declareLoss = (expectedLoss: number) => check([first, { ...second, expectedLoss }]);
  expect((await run(declareLoss(0.125))).verdict).toBe('passed');
  const result = await run(declareLoss(0.1));
  expect(result.parts).toHaveLength(3);
  expect(result.parts[0]?.text).toBe(
    '0.6 rows missing (2.5 %) beyond the expected loss of 10 %; loss_a has 24. Keys: 3 missing. It must be exactly 0 rows.',
  );
});

test('lists that are unfolded have a ratio, and sums a tolerance', async () => {
  const stages = await makePair(
    'lines',
    threeDays,
    'select id, amount / 3 as amount, placed from SOURCE, range(3)',
  );
  const [first, second] = stages as [Stage, Stage];
  const ratio = (one: number) => check([first, { ...second, ratio: one }]);
  expect((await run(ratio(3))).verdict).toBe('passed');
  expect((await run(ratio(2))).parts[0]?.text).toContain('24 rows more than expected');
  const sums = stages.map((one) => ({ ...one, measure: 'sum(amount)' }));
  expect((await run(check(sums, { keys: [] }))).verdict).toBe('passed');
});

test('warns and halts by percent, and says what is within the tolerance', async () => {
  const stages = await makePair(
    'levels',
    threeDays,
    `select * from SOURCE where id not in (1, 25, 26, 27)`,
  );
  const result = await run(
    check(stages, {
      warn: { percent: { mustBeLessOrEqualTo: 5 } },
      halt: { percent: { mustBeLessOrEqualTo: 10 } },
    }),
  );
  expect(result.parts.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['levels_b 2026-03-02', 'halted'],
  ]);
  const tolerant = await run(check(stages, { halt: { percent: { mustBeLessOrEqualTo: 20 } } }));
  expect(tolerant).toMatchObject({ verdict: 'passed', value: 4 });
  expect(tolerant.text).toContain('within the tolerance');
  expect(tolerant.sample).toHaveLength(4);
});

test('rows on their way do not alarm, and a day that is open is not judged', async () => {
  const stages = await makePair('late', threeDays, 'select * from SOURCE where id < 70');
  const at = new Date('2026-03-04T05:30:00Z');
  const zoned = stages.map((one) => ({ ...one, timeZone: 'America/New_York' }));
  expect((await run(check(zoned), at)).verdict).toBe('halted');
  const hours = { watermarkSeconds: 3 * 3_600 };
  expect((await run(check(zoned, hours), at)).verdict).toBe('passed');
  const days = zoned.map((one) => ({ ...one, partition: 'cast(placed as date)' }));
  const open = await run(check(days, hours), at);
  expect(open).toMatchObject({ verdict: 'passed', total: 48 });
  expect(open.text).toContain('1 partition is not judged yet');
});

test('rows without a partition and stages without a partition are found', async () => {
  const stages = await makePair(
    'none',
    threeDays,
    `select id, amount, case when id < 24 then null else placed end as placed from SOURCE where id < 48`,
  );
  const result = await run(check(stages));
  expect(names(result)).toEqual(['none_b (none)', 'none_b 2026-03-01', 'none_b 2026-03-03']);
  expect(result.parts[1]?.text).toContain('24 of them moved, such as to (none)');
  expect(result.parts[2]?.text).toBe(
    'No rows. 24 rows missing (100 %); none_a has 24. Keys: 24 missing. It must be exactly 0 rows.',
  );
});

test('nothing to judge is no pass, and a zone must exist', async () => {
  const stages = await makePair('void', `${threeDays} where i < 0`, 'select * from SOURCE');
  expect((await run(check(stages))).verdict).toBe('skipped');
  await expect(run(check(stages, { zone: 'Europe/Atlantis' }))).rejects.toThrow(
    "isn't a time zone",
  );
  await expect(run(check(stages.slice(0, 1)))).rejects.toThrow('two stages');
});

test('an empty source and a measure that is no number are no pass', async () => {
  const [first, second] = (await makePair('empty', threeDays, 'select * from SOURCE')) as [
    Stage,
    Stage,
  ];
  await tables.run('delete from empty_a');
  expect(await run(check([first, second], { minRows: 1 }))).toMatchObject({
    verdict: 'halted',
    value: 72,
  });
  const words = { ...second, measure: `cast('NaN' as double)` };
  await expect(run(check([second, words]))).rejects.toThrow('measures NaN in 2026-03-01');
});

interface Fault {
  kind: 'drop' | 'repeat' | 'move' | 'replace';
  stage: 1 | 2;
  id: number;
}

const hours = 144;
const dstWindows: [zone: string, start: string][] = [
  ['Europe/Berlin', '2026-03-27T00:00:00Z'],
  ['America/New_York', '2026-10-30T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T00:00:00Z'],
  ['Asia/Tokyo', '2026-12-29T00:00:00Z'],
  ['America/Santiago', '2026-09-03T00:00:00Z'],
];

const changes: Record<Fault['kind'], (id: number) => string> = {
  drop: (id) => `select * from BEFORE where id <> ${id}`,
  repeat: (id) => `select * from BEFORE union all select * from BEFORE where id = ${id}`,
  move: (id) =>
    `select id, case when id = ${id} then placed + interval 25 hours else placed end as placed from BEFORE`,
  replace: (id) =>
    `select case when id = ${id} then 100000 + id else id end as id, placed from BEFORE`,
};

/** A source in UTC without a zone, two stages of moments, and counts for each day of the zone. */
async function makePipeline(zone: string, start: string, fault: Fault | null): Promise<Stage[]> {
  await tables.run(`create or replace table p0 as select i as id,
    timestamp '${start.slice(0, 19)}' + to_hours(i) as placed from range(${hours}) as t(i)`);
  const steps = [`select id, placed at time zone 'UTC' as placed from p0`, 'select * from p1'];
  for (const [index, step] of steps.entries()) {
    const sql =
      fault?.stage === index + 1
        ? changes[fault.kind](fault.id).replaceAll('BEFORE', `(${step})`)
        : step;
    await tables.run(`create or replace table p${index + 1} as ${sql}`);
  }
  await tables.run(`create or replace table p3 as
    select cast(placed at time zone '${zone}' as date) as placed, count(*) as orders
    from p2 group by 1`);
  return [
    stage('p0', { timeZone: 'UTC' }),
    stage('p1'),
    stage('p2'),
    stage('p3', { measure: 'sum(orders)' }),
  ];
}

const dayIn = (zone: string, start: string, hour: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(
    new Date(Date.parse(start) + hour * 3_600_000),
  );

test('each fault of a random pipeline is found in its stage and partition, across changes of the clock', async () => {
  const kinds: Fault['kind'][] = ['drop', 'repeat', 'move', 'replace'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...dstWindows),
      fc.constantFrom(...kinds),
      fc.constantFrom<1 | 2>(1, 2),
      fc.nat(hours - 26),
      async ([zone, start], kind, at, id) => {
        const healthy = await run(check(await makePipeline(zone, start, null), { zone }));
        expect(healthy).toMatchObject({ verdict: 'passed', value: 0, parts: [] });
        const stages = await makePipeline(zone, start, { kind, stage: at, id });
        const result = await run(check(stages, { zone }));
        const days = [dayIn(zone, start, id)];
        if (kind === 'move') days.push(dayIn(zone, start, id + 25));
        expect(result.verdict).toBe('halted');
        expect(names(result)).toEqual(days.toSorted().map((day) => `p${at} ${day}`));
      },
    ),
    { numRuns: 40 },
  );
});
