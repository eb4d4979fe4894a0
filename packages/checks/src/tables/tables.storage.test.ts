import { readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeOnServer, testServerDatabase, type ServerDatabase } from '@debrief/testkit';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScratch, type Scratch } from '../testing/scratch.ts';

let files: Scratch;
beforeAll(async () => {
  files = await createScratch();
});
afterAll(() => files.remove());

const rows = Array.from({ length: 100 }, (_, index) => ({
  id: index,
  email: index < 5 ? null : `a${index}@b.co`,
  status: index < 3 ? 'n/a' : 'paid',
  amount: index === 99 ? -1.5 : index,
  customer: (index % 4) + 1,
  at: `2026-11-30 ${String(index % 11).padStart(2, '0')}:00:00`,
}));
const inserts = rows.map(
  ({ id, email, status, amount, customer, at }) =>
    `insert into orders values (${id}, ${email === null ? 'null' : `'${email}'`}, '${status}', ${amount}, ${customer}, '${at}')`,
);
const statements = (numeric: string, time: string) => [
  `create table orders (id bigint not null, email varchar(80), status varchar(20), amount ${numeric}, customer int, at ${time})`,
  ...inserts,
  'create table customers (id int)',
  'insert into customers values (1), (2), (3)',
];

const target = '{ connection: shop, table: orders }';
const checks = `{ type: schema, columns: [{ name: id, logicalType: integer }, { name: email, logicalType: string }, { name: amount, logicalType: number }] }
  { type: nullValues, property: email, unit: percent, warn: { mustBe: 0 }, halt: { mustBeLessOrEqualTo: 5 }, sample: { rows: 2, columns: [id, email], mask: [id] } }
  { type: missingValues, property: status, missing: ['n/a'], unit: percent, halt: { mustBeLessThan: 3 } }
  { type: invalidValues, property: email, valid: { format: email, maxLength: 20 } }
  { type: invalidValues, id: range, property: amount, valid: { minimum: 0, maximum: 1000 } }
  { type: invalidValues, id: words, property: status, valid: { values: [paid, new, N/A] } }
  { type: duplicateValues, property: customer, halt: { mustBe: 100 } }
  { type: references, property: customer, to: id, target: { connection: shop, table: customers } }
  { type: rowCount, halt: { mustBe: 100 } }
  { type: freshness, property: at, unit: hours, halt: { mustBeLessThan: 3 } }
  { type: aggregate, property: amount, measure: sum, halt: { mustBe: 4849.5 } }
  { type: aggregate, id: words-distinct, property: status, measure: distinct, halt: { mustBe: 2 } }
  { type: distribution, partition: at, halt: { mustBeLessThan: 4 } }
  { type: expression, condition: 'amount >= 0 or id > 90' }
  { type: sql, query: 'select max(id) from data', halt: { mustBe: 99 } }
  { type: expression, id: broken, condition: 'nothing > 0' }
  { type: nullValues, id: no-column, property: emial }`;
const expected = `schema passed 0
nullValues-email warned 5
missingValues-status halted 3
invalidValues-email passed 0
range halted 1
words halted 3
duplicateValues-customer passed 100
references-customer halted 25
rowCount passed 100
freshness-at passed 7200
aggregate-amount passed 4849.5
words-distinct passed 2
distribution passed 0
expression passed 0
sql passed 99
broken error null
no-column error null`;

async function expectSameResults(url: string): Promise<void> {
  const results = await files.check(target, checks, { connections: new Map([['shop', url]]) });
  expect(results.map(({ check, verdict, value }) => `${check} ${verdict} ${value}`)).toEqual(
    expected.split('\n'),
  );
  expect(results[1]?.sample).toEqual([
    { id: '***', email: null },
    { id: '***', email: null },
  ]);
  expect(results[16]?.text).toContain('Did you mean email?');
}

async function expectCutOff(url: string, slow: string): Promise<void> {
  const connections = new Map([['shop', url]]);
  const [endless, again] = await files.check(
    target,
    `{ type: sql, query: '${slow}', halt: { mustBe: 0 } }
     { type: sql, id: next, query: 'select count(*) from data', halt: { mustBe: 100 } }`,
    { connections, limits: { timeoutMs: 2_000 } },
  );
  expect(endless).toMatchObject({ verdict: 'error' });
  expect(endless?.text).toContain('cut off');
  expect(again).toMatchObject({ verdict: 'passed' });
  const results = await files.check(
    '{ connection: none, table: orders }',
    '{ type: rowCount, halt: { mustBe: 1 } }',
    { connections },
  );
  expect(results[0]?.text).toContain('Connection none not found');
  const [table] = await files.check(
    '{ connection: shop, table: nowhere }',
    '{ type: rowCount, halt: { mustBe: 1 } }',
    { connections },
  );
  expect(table?.text).toContain('Table nowhere not found');
}

const later = new Date('2026-12-02T00:00:00Z');

const reconcile = (partition: string) =>
  `{ type: reconciliation, zone: UTC, keys: [id], columns: [status], stages: [{ name: shop, target: ${target}, partition: "${partition}", timeZone: UTC }, { name: lake, target: { path: lake.csv }, partition: '"at"', timeZone: UTC }] }`;

/** Keys that were exchanged while counts agree, and a stage that takes long. */
async function expectReconciled(url: string, slow: string): Promise<void> {
  const options = { connections: new Map([['shop', url]]), now: later };
  const write = (ids: (id: number) => number) =>
    files.write(
      'lake.csv',
      `id,status,at\n${rows.map(({ id, status, at }) => `${ids(id)},${status},${at}\n`).join('')}`,
    );
  await write((id) => id);
  const [same] = await files.check(target, reconcile('at'), options);
  expect(same).toMatchObject({ verdict: 'passed', total: 100 });
  await write((id) => (id === 7 ? 700 : id));
  const [exchanged] = await files.check(target, reconcile('at'), options);
  expect(exchanged).toMatchObject({ verdict: 'halted' });
  expect(exchanged?.sample).toEqual([
    { stage: 'lake', partition: '2026-11-30', difference: 'missing', id: 7 },
    { stage: 'lake', partition: '2026-11-30', difference: 'extra', id: 700 },
  ]);
  const [late] = await files.check(target, reconcile(slow), {
    ...options,
    limits: { timeoutMs: 1_500 },
  });
  expect(late).toMatchObject({ verdict: 'error' });
  expect(late?.text).toMatch(/^shop: The check took longer than 1.5 s/);
}

/** Both ends of a connection that drops: while it is asked, and while it answers. */
async function expectDropped(url: string, places: Parameters<typeof dropAfter>[0][]) {
  for (const place of places) {
    const dropping = new URL(url);
    const proxy = await dropAfter(place, Number(dropping.port));
    dropping.port = String(proxy.port);
    const options = { connections: new Map([['shop', dropping.href]]), now: later };
    const results = await files.check(target, `${checks}\n${reconcile('at')}`, options);
    proxy.close();
    expect(results.map(({ verdict }) => verdict)).not.toContain('passed');
    expect(results[0]?.text).toMatch(/The connection shop failed: .*[^.]\. Run the checks again/);
  }
}

/** A proxy that ends the connection after some bytes. */
async function dropAfter(
  { client = Infinity, server: most = Infinity }: { client?: number; server?: number },
  port: number,
) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(port, '127.0.0.1');
    let sent = 0;
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => {});
    }
    let answered = 0;
    const pass = (isOver: boolean, to: Socket, piece: Buffer) => {
      if (!isOver) return void to.write(piece);
      socket.destroy();
      upstream.destroy();
    };
    socket.on('data', (piece) => pass((sent += piece.length) > client, upstream, piece));
    upstream.on('data', (piece) => pass((answered += piece.length) > most, socket, piece));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('SQLite', async () => {
  const path = join(files.folder, 'shop.db');
  const database = new DatabaseSync(path);
  for (const statement of statements('real', 'text')) database.exec(statement);
  database.close();
  await expectSameResults(`sqlite:${path}`);
  await expectCutOff(
    `sqlite:${path}`,
    'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n',
  );
  await expectReconciled(
    `sqlite:${path}`,
    '(with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n)',
  );
  for (const sql of ["select load_extension('x')", "select writefile('x', 'y')"]) {
    const [refused] = await files.check(
      target,
      `{ type: sql, query: "${sql}", warn: { mustBe: 0 } }`,
      {
        connections: new Map([['shop', `sqlite:${path}`]]),
      },
    );
    expect(refused).toMatchObject({ verdict: 'error' });
  }
});

test('an SQLite database that was cut off is an error', async () => {
  const path = join(files.folder, 'cut.db');
  const full = await readFile(join(files.folder, 'shop.db'));
  for (const length of [50, 4_096, full.length - 4_096]) {
    await files.write('cut.db', full.subarray(0, length));
    const [result] = await files.check(target, '{ type: duplicateValues, property: email }', {
      connections: new Map([['shop', `sqlite:${path}`]]),
    });
    expect(result).toMatchObject({ verdict: 'error' });
  }
});

describeOnServer('PostgreSQL', () => {
  let database: ServerDatabase;
  beforeAll(async () => {
    database = await testServerDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const statement of statements('numeric(10, 2)', 'timestamp'))
      await client.query(statement);
    await client.end();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  test('the same checks', () => expectSameResults(database.url));

  test('what takes long is cut off, and what is missing is said', () =>
    expectCutOff(database.url, 'select count(*) from generate_series(1, 1000000000) a'));

  test('stages with files', () =>
    expectReconciled(database.url, '(select count(*) from generate_series(1, 1000000000) a)'));

  test('a connection that drops is an error that says what to do', () =>
    expectDropped(database.url, [{ client: 1_500 }, { server: 900 }, { server: 2_000 }]));

  test('functions that write are refused by the transaction', async () => {
    const connections = new Map([['shop', database.url]]);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('create sequence numbers');
    const [written] = await files.check(
      target,
      `{ type: sql, query: "select nextval('numbers')", halt: { mustBe: 1 } }`,
      { connections },
    );
    const { rows } = await client.query('select is_called from numbers');
    await client.end();
    expect(written).toMatchObject({ verdict: 'error' });
    expect(written?.text).toContain('this SQL writes');
    expect(rows).toEqual([{ is_called: false }]);
  });
});

const mysqlUrl = process.env['DEBRIEF_TEST_MYSQL_URL'] ?? '';
describe.skipIf(mysqlUrl === '')(
  `MySQL${mysqlUrl === '' ? ' (skipped: DEBRIEF_TEST_MYSQL_URL is not set)' : ''}`,
  () => {
    test('the same checks', async () => {
      const client = await createConnection(mysqlUrl);
      await client.query('drop table if exists orders, customers');
      for (const statement of statements('decimal(10, 2)', 'datetime'))
        await client.query(statement);
      await client.end();
      await expectSameResults(mysqlUrl);
      await expectCutOff(
        mysqlUrl,
        'select count(*) from data a, data b, data c, data d, data e where sin(a.id + b.id + c.id + d.id) > 2',
      );
      await expectReconciled(mysqlUrl, 'if(sleep(3) = 0, at, at)');
      await expectDropped(mysqlUrl, [{ client: 700 }, { server: 400 }, { server: 1_200 }]);
    });

    test('SQL that writes is refused', async () => {
      const client = await createConnection(mysqlUrl);
      await client.query('create or replace table written (id int)');
      await client.query(
        'create or replace function writes() returns int modifies sql data begin insert into written values (1); return 1; end',
      );
      const sql = [
        'select writes()',
        "select 1 as $$ into outfile '/tmp/x' # $$",
        'select 1 /*! +1 */',
      ];
      for (const query of sql) {
        const [refused] = await files.check(
          target,
          `{ type: sql, query: "${query}", halt: { mustBe: 1 } }`,
          { connections: new Map([['shop', mysqlUrl]]) },
        );
        expect(refused).toMatchObject({ verdict: 'error' });
      }
      const [counted] = await client.query('select count(*) as n from written');
      await client.end();
      expect(counted).toEqual([{ n: 0 }]);
    });
  },
);
