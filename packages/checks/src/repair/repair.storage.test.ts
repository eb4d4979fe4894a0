import { describeOnServer, testServerDatabase } from '@debrief/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createDuckdb,
  createPostgres,
  createRepairs,
  right,
  type Database,
} from '../testing/repair-scratch.ts';
import { readPlan, readSteps, runStatements, runStep, useSession } from './execute.ts';
import { readRepairState } from './monitor.ts';
import { hashPlan, type RepairPlan } from './plan.ts';
import { ownerReport, planMarkdown } from './report.ts';
import { openRepairSession, type RepairSession } from './session.ts';

let database: Database;
let repairs: ReturnType<typeof createRepairs>;
const table = `'Order "lines"'`;
const name = '"Order ""lines"""';
const all = `select * from ${name} order by id`;

/** Names that need quotes, nulls, texts with quotes, and exact decimals. */
async function fill(): Promise<void> {
  await database.run(
    `create table ${name} (id bigint primary key, "sold on" date, note varchar, "select" numeric(30,10))`,
    `insert into ${name} select i, date '2026-01-01' + cast(i % 62 as int), case when i % 3 = 0 then null else 'o''k' || i end, cast('12345678901234567890.0123456789' as numeric(30,10)) from generate_series(0, 199) as g(i)`,
    `insert into ${name} values (1000, null, 'no day', 1), (1001, date '2026-05-01', 'newer', 5)`,
    'create table rates (day date, rate numeric(30,10))',
    `insert into rates select date '2026-01-01' + cast(i as int), cast(2 as numeric(30,10)) from generate_series(0, 61) as g(i)`,
  );
  repairs = createRepairs(database);
}

const query = `select t.id, t."sold on", t.note, r.rate as "select" from ${name} as t join rates as r on r.day = t."sold on" where t."sold on" >= '2026-02-01' and t."sold on" < '2026-03-01'`;
const fields = (more: Record<string, string> = {}) =>
  Object.entries({
    partition: '{ column: sold on, unit: day, from: 2026-02-01, before: 2026-03-01 }',
    with: JSON.stringify(query),
    sample: '{ confidence: 0.9, errorRate: 0.2 }',
    checks: `[{ type: expression, condition: '"select" = 2' }]`,
    ...more,
  })
    .map(([field, value]) => `${field}: ${value}`)
    .join('\n');

const makePlan = (more?: Record<string, string>) => repairs.plan(table, fields(more));

async function verifiedPlan(): Promise<RepairPlan> {
  const plan = await makePlan();
  await repairs.step(plan, 'stage');
  await repairs.step(plan, 'sample');
  await repairs.verify(plan, right);
  return plan;
}

function describeRepairs(): void {
  test('a repair is planned, staged, verified, swapped, monitored and rolled back', async () => {
    await fill();
    const before = await database.rows(all);
    const plan = await makePlan();
    expect(plan.partitions).toHaveLength(28);
    expect(plan.total).toMatchObject({ before: 84, after: 84, changed: 84, added: 0, removed: 0 });
    expect(plan.sample).toMatchObject({ rows: 11, population: 84 });
    expect(plan.notes).toEqual(['1 rows have no sold on: they are not repaired.']);
    expect(await database.rows(all)).toEqual(before);
    for (const step of plan.steps.swap) expect(planMarkdown(plan)).toContain(step.sql);

    const stage = await repairs.step(plan, 'stage');
    expect(stage).toMatchObject({ isRepeated: false, checks: [{ verdict: 'passed' }] });
    expect(await repairs.step(plan, 'stage')).toMatchObject({ isRepeated: true });
    // The same world gives the same plan: it can continue from here.
    const later = await makePlan();
    expect(later.id).toBe(plan.id);
    await expect(repairs.step(plan, 'swap')).rejects.toThrow('No sample was drawn');
    await repairs.step(plan, 'sample');
    await expect(repairs.step(plan, 'swap')).rejects.toThrow('The sample is not verified');
    expect(await repairs.verify(plan, right)).toEqual({ right: 11, wrong: 0 });
    expect(await database.rows(all)).toEqual(before);
    await repairs.step(plan, 'swap');
    expect(await repairs.step(plan, 'swap')).toMatchObject({ isRepeated: true });
    const after = await database.rows(all);
    expect(after.filter((row, index) => row !== before[index])).toHaveLength(84);
    const twos = await database.rows(`select count(*) as n from ${name} where "select" = 2`);
    expect(twos[0]).toContain('84');

    const state = await readRepairState(plan, repairs.options);
    expect(state).toMatchObject({
      isSwapped: true,
      isUnchanged: true,
      sample: { right: 11, wrong: 0, unanswered: 0, verifiers: ['Ana'] },
      checks: [{ verdict: 'passed' }],
      newer: [{ verdict: 'halted', value: 10 }],
    });
    expect(ownerReport(plan, state)).toContain('the cause is not fixed');
    await expect(makePlan()).rejects.toThrow('There is nothing to repair');
    await repairs.step(plan, 'rollback');
    expect(await database.rows(all)).toEqual(before);
    expect(await repairs.step(plan, 'rollback')).toMatchObject({ isRepeated: true });
    await repairs.step(plan, 'drop');
    await repairs.step(plan, 'drop');
    const tables = `select count(*) as n from information_schema.tables where table_name like 'debrief%'`;
    expect((await database.rows(tables))[0]).toContain('0');
  });

  test('nothing is swapped if the world changed, and a rollback loses no change', async () => {
    await fill();
    const plan = await verifiedPlan();
    const stage = '"debrief_repair_fix_stage"';
    const changes: [change: string, undo: string, reason: string][] = [
      [
        `update ${name} set note = 'x' where id = 31`,
        `update ${name} set note = 'o''k31' where id = 31`,
        'The table changed',
      ],
      [
        `insert into ${name} values (5000, date '2026-02-03', null, 1)`,
        `delete from ${name} where id = 5000`,
        'The table changed',
      ],
      [
        `update ${stage} set note = 'x' where id = 31`,
        `update ${stage} set note = 'o''k31' where id = 31`,
        'The stage changed',
      ],
      [
        `alter table ${name} add column extra int`,
        `alter table ${name} drop column extra`,
        'The columns of the table changed',
      ],
    ];
    for (const [change, undo, reason] of changes) {
      await database.run(change);
      const before = await database.rows(all);
      await expect(repairs.step(plan, 'swap')).rejects.toThrow(reason);
      expect(await database.rows(all)).toEqual(before);
      await database.run(undo);
    }
    await repairs.step(plan, 'swap');
    await database.run(`update ${name} set note = 'y' where id = 31`);
    await expect(repairs.step(plan, 'rollback')).rejects.toThrow('would lose these changes');
    expect(await readRepairState(plan, repairs.options)).toMatchObject({ isUnchanged: false });
  });

  test('what the query reads may not change between plan and stage', async () => {
    await fill();
    const plan = await makePlan();
    await database.run(`update rates set rate = 3 where day = date '2026-02-02'`);
    await expect(repairs.step(plan, 'stage')).rejects.toThrow('The query gives other rows');
    await expect(repairs.step({ ...plan, id: 'another' }, 'sample')).rejects.toThrow(
      'Nothing is staged',
    );
    const newer = await makePlan();
    await repairs.step(newer, 'stage');
    await expect(repairs.step(plan, 'stage')).rejects.toThrow('of another plan');
  });

  test('a step that is killed between statements changed nothing, and can be repeated', async () => {
    await fill();
    const plan = await verifiedPlan();
    const { swap } = plan.steps;
    const before = await database.rows(all);
    for (let most = 0; most < swap.length; most += 3) {
      const session = await openRepairSession(
        readPlan(plan).repair.target,
        repairs.options,
        'write',
      );
      await expect(runStatements(killAfter(session, most), swap)).rejects.toThrow();
      await session.close();
    }
    expect(await database.rows(all)).toEqual(before);
    const steps = await useSession(plan, repairs.options, 'read', (session) =>
      readSteps(session, plan),
    );
    expect(steps.map(({ step }) => step)).toEqual(['stage', 'sample']);
    expect(await repairs.step(plan, 'swap')).toMatchObject({ isRepeated: false });
  });

  test('a sample must be answered in full, and one wrong row ends the repair', async () => {
    await fill();
    const plan = await makePlan();
    await repairs.step(plan, 'stage');
    await repairs.step(plan, 'sample');
    const answer = (number: string, other: object) => (row: Record<string, string>) =>
      row['debrief_sample'] === number ? { ...right(), ...other } : right();
    for (const [other, reason] of [
      [{ debrief_verdict: '' }, 'row 2 is not answered'],
      [{ debrief_verdict: 'maybe' }, 'row 2 is not answered'],
      [{ debrief_verifier: ' ' }, 'row 2 has no verifier'],
      [{ debrief_sample: '3' }, 'row 3 is not in the sample'],
      [{ id: '77777' }, 'row 2 is not in the sample'],
    ] as const)
      await expect(repairs.verify(plan, answer('2', other))).rejects.toThrow(reason);
    expect(
      await repairs.verify(plan, answer('2', { debrief_verdict: 'Wrong', debrief_note: `o'` })),
    ).toEqual({
      right: 10,
      wrong: 1,
    });
    await expect(repairs.step(plan, 'swap')).rejects.toThrow('The sample is not verified');
    await expect(repairs.verify(plan, right)).rejects.toThrow('A row of this sample was wrong');
  });

  test('bad input is refused before anything is written', async () => {
    await fill();
    await database.run(
      'create table bare (id int, "sold on" date)',
      `insert into bare values (1, date '2026-02-01'), (1, date '2026-02-01'), (null, date '2026-02-02')`,
    );
    const from = query.indexOf(' from ');
    const select = (columns: string, rest = '') =>
      JSON.stringify(`select ${columns}${query.slice(from)}${rest}`);
    const columns = `t.id, t."sold on", t.note, r.rate as "select"`;
    const cases: [string, Record<string, string>][] = [
      ['delete is refused', { with: `delete from rates returning *` }],
      ['Write one statement', { with: `select 1; select 2` }],
      [
        'The range has no rows',
        {
          partition: '{ column: sold on, from: 2030-01-01, before: 2030-02-01 }',
          with: select(columns, ' and 1 = 0'),
        },
      ],
      ['The query gives no rows', { with: select(columns, ' and 1 = 0') }],
      ['note is missing', { with: select('t.id, t."sold on", r.rate as "select"') }],
      ['more is no column', { with: select(`${columns}, 1 as more`) }],
      [
        'cast it',
        { with: select('t.id, t."sold on", t.note, cast(1.5 as numeric(5,1)) as "select"') },
      ],
      [
        'no value in id',
        { with: select('cast(null as bigint) as id, t."sold on", t.note, r.rate as "select"') },
      ],
      ['in more than one row', { with: JSON.stringify(`${query} union all ${query}`) }],
      [
        'rows outside of the range',
        { with: JSON.stringify(query.replace('2026-03-01', '2026-03-02')) },
      ],
      ['leaves out', { with: select(columns, ' and t.id <> 31') }],
      [
        'adds 1 rows',
        {
          with: JSON.stringify(
            `${query} union all select 7000, date '2026-02-01', null, cast(2 as numeric(30,10))`,
          ),
        },
      ],
      [
        'is outside of the range in the table',
        {
          with: JSON.stringify(
            `${query} union all select 1, date '2026-02-01', null, cast(2 as numeric(30,10))`,
          ),
        },
      ],
      ['no column nothing', { keys: '[nothing]' }],
      ['no column sold', { partition: '{ column: sold, from: 2026-02-01, before: 2026-03-01 }' }],
    ];
    for (const [reason, more] of cases) await expect(makePlan(more)).rejects.toThrow(reason);
    const bare = (more: Record<string, string>) =>
      repairs.plan('bare', fields({ with: 'select * from bare', ...more }));
    await expect(bare({})).rejects.toThrow('has no primary key');
    await expect(bare({ keys: '[id]' })).rejects.toThrow('no value in id');
    await database.run('delete from bare where id is null');
    await expect(bare({ keys: '[id]' })).rejects.toThrow('in more than one row');
    await expect(repairs.plan('nothing', fields())).rejects.toThrow('There is no table');
    const plan = await makePlan();
    await expect(repairs.step({ ...plan, madeAt: 'later' }, 'stage')).resolves.toMatchObject({
      isRepeated: false,
    });
  });

  test('rows are added and removed if the file allows it', async () => {
    await fill();
    const before = await database.rows(all);
    const plan = await makePlan({
      with: JSON.stringify(
        `${query} and t.id <> 31 union all select 7000, date '2026-02-01', null, cast(2 as numeric(30,10))`,
      ),
      mayAdd: 'true',
      mayRemove: 'true',
      sample: '{ confidence: 0.9, rows: 1000 }',
    });
    expect(plan.total).toMatchObject({ before: 84, after: 84, changed: 83, added: 1, removed: 1 });
    expect(plan.sample).toMatchObject({ rows: 84, errorRate: 0 });
    await repairs.step(plan, 'stage');
    await repairs.step(plan, 'sample');
    await repairs.verify(plan, right);
    await repairs.step(plan, 'swap');
    const ids = await database.rows(`select id from ${name} where id in (31, 7000)`);
    expect(ids.join()).toContain('7000');
    expect(ids).toHaveLength(1);
    await repairs.step(plan, 'rollback');
    expect(await database.rows(all)).toEqual(before);
  });

  test('without the hash of the plan, or in a window, nothing runs', async () => {
    await fill();
    const plan = await makePlan({
      schedule: '{ avoid: [{ name: load, cron: 5 12 * * *, minutes: 30 }] }',
    });
    expect(plan.collision).toContain('load (2026-11-30 12:05');
    const step = (confirmation: string) => runStep(plan, 'stage', confirmation, repairs.options);
    await expect(step('')).rejects.toThrow(`--confirm ${hashPlan(plan)}`);
    await expect(step('0123456789abcdef')).rejects.toThrow('Confirm the plan');
    await repairs.step(plan, 'stage');
    await repairs.step(plan, 'sample');
    await repairs.verify(plan, right);
    await expect(repairs.step(plan, 'swap')).rejects.toThrow('The swap collides with load');
  });
}

/** A session whose database dies after this number of statements. */
function killAfter(session: RepairSession, most: number): RepairSession {
  let count = 0;
  const live = async () => {
    count += 1;
    if (count > most) {
      await session.close();
      throw new Error('killed');
    }
  };
  return {
    ...session,
    async run(sql) {
      await live();
      await session.run(sql);
    },
    async query(sql) {
      await live();
      return session.query(sql);
    },
    rollback: async () => {},
  };
}

afterEach(() => database.remove());

describe('DuckDB', () => {
  beforeEach(async () => {
    database = await createDuckdb();
  });
  describeRepairs();
});

describeOnServer('PostgreSQL', () => {
  beforeEach(async () => {
    const server = await testServerDatabase();
    database = await createPostgres(server.url, async () => {
      await server[Symbol.asyncDispose]();
    });
  });
  describeRepairs();

  test('a writer at the same time, and a connection that is lost, change nothing', async () => {
    await fill();
    const plan = await verifiedPlan();
    const before = await database.rows(all);
    const quick = { ...repairs.options, limits: { timeoutMs: 600 } };
    const swap = (own: RepairPlan, options = repairs.options) =>
      runStep(own, 'swap', hashPlan(own), options);
    await database.run('begin', `update ${name} set note = 'z' where id = 31`);
    await expect(swap(plan, quick)).rejects.toThrow('Another transaction writes to the table');
    await database.run('rollback');
    const lost = { sql: 'select pg_terminate_backend(pg_backend_pid())' };
    for (const at of [3, plan.steps.swap.length]) {
      const statements = plan.steps.swap.toSpliced(at, 0, lost);
      await expect(swap({ ...plan, steps: { ...plan.steps, swap: statements } })).rejects.toThrow(
        'The connection shop failed',
      );
      expect(await database.rows(all)).toEqual(before);
    }
    await swap(plan);
    expect(await database.rows(all)).not.toEqual(before);
  });

  test('triggers, cascades and functions that write are found', async () => {
    await fill();
    await database.run(
      `create table child (id bigint references ${name} on delete cascade)`,
      `create function touch() returns trigger language plpgsql as $$ begin new.note := 'touched'; return new; end $$`,
      `create trigger touch before update on ${name} for each row execute function touch()`,
      `create function write() returns int language sql as $$ insert into rates values (null, 1); select 1 $$`,
    );
    const writes = { with: JSON.stringify(query.replace(' where', ' where write() = 1 and')) };
    await expect(makePlan(writes)).rejects.toThrow('this SQL writes');
    const without31 = { with: JSON.stringify(`${query} and t.id <> 31`), mayRemove: 'true' };
    await expect(makePlan(without31)).rejects.toThrow('child_id_fkey');
    const plan = await verifiedPlan();
    expect(plan.notes).toContain('The trigger touch runs for rows that are swapped.');
    const before = await database.rows(all);
    await expect(repairs.step(plan, 'swap')).rejects.toThrow('not as the stage after the swap');
    expect(await database.rows(all)).toEqual(before);
  });
});
