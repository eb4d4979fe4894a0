import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FileSource } from './files/file-source.ts';
import { readCheckFile } from './read-file.ts';
import { acceptColumns } from './run-checks.ts';
import { DuckdbTables } from './testing/duckdb-tables.ts';
import { createScratch, type Scratch } from './testing/scratch.ts';

let files: Scratch;
beforeAll(async () => {
  files = await createScratch();
});
afterAll(() => files.remove());

const csv = (head: string, rows: number, row: (index: number) => string) =>
  `${head}\n${Array.from({ length: rows }, (_, index) => row(index)).join('\n')}\n`;

test('5 % nulls warn, and more than 5 % halt (Q98)', async () => {
  const rule = `{ type: nullValues, property: quantity, unit: percent, minRows: 10, warn: { mustBe: 0 }, halt: { mustBeLessOrEqualTo: 5 }, sample: { rows: 2, columns: [id, email, quantity], mask: [email] } }`;
  const orders = (nulls: number, rows = 100) =>
    csv('id,email,quantity', rows, (index) => `${index},a@b.co,${index < nulls ? '' : index}`);
  await files.write('none.csv', orders(0));
  await files.write('five.csv', orders(5));
  await files.write('six.csv', orders(6));
  await files.write('few.csv', orders(1, 5));
  const run = async (name: string) => (await files.check(`{ path: ${name} }`, rule))[0];
  expect(await run('none.csv')).toMatchObject({ verdict: 'passed', value: 0, sample: [] });
  expect(await run('five.csv')).toMatchObject({
    verdict: 'warned',
    value: 5,
    total: 100,
    text: 'quantity is null in 5 of 100 rows (5 %). It must be exactly 0 %.',
    sample: [
      { id: 0, email: '***', quantity: null },
      { id: 1, email: '***', quantity: null },
    ],
  });
  expect(await run('six.csv')).toMatchObject({
    verdict: 'halted',
    text: 'quantity is null in 6 of 100 rows (6 %). It must be at most 5 %.',
  });
  expect(await run('few.csv')).toMatchObject({ verdict: 'skipped' });
});

const twenty = [
  ...['id', 'amount', 'status', 'zip', 'at'].map(
    (name) => `{ type: nullValues, property: ${name} }`,
  ),
  `{ type: missingValues, property: status, missing: ['', 'n/a'] }`,
  `{ type: invalidValues, property: status, valid: { values: [new, paid] } }`,
  `{ type: invalidValues, id: zip, property: zip, valid: { pattern: '\\d{5}' } }`,
  `{ type: invalidValues, id: range, property: amount, valid: { minimum: 0, maximum: 100 } }`,
  `{ type: invalidValues, id: length, property: zip, valid: { minLength: 5, maxLength: 5 } }`,
  ...['sum', 'min', 'max', 'avg', 'stddev', 'distinct'].map(
    (measure) =>
      `{ type: aggregate, id: ${measure}, property: amount, measure: ${measure}, halt: { mustBeGreaterOrEqualTo: 0 } }`,
  ),
  `{ type: aggregate, id: median, property: amount, measure: { quantile: 0.5 }, halt: { mustBe: 5 } }`,
  `{ type: expression, condition: 'amount >= 0 and id >= 0' }`,
  `{ type: rowCount, halt: { mustBeBetween: [900, 1100] } }`,
  `{ type: freshness, property: at, unit: hours, halt: { mustBeLessThan: 24 } }`,
];

test('20 checks of one dataset are one scan (Q99)', async () => {
  await files.write(
    'orders.csv',
    csv('id,amount,status,zip,at', 1_001, (index) =>
      [
        index,
        (index % 11) + 0,
        index % 2 ? 'new' : 'paid',
        10_000 + index,
        '2026-11-30T20:59:00+09:00',
      ].join(),
    ),
  );
  const query = vi.spyOn(FileSource.prototype, 'query');
  try {
    const results = await files.check('{ path: orders.csv }', twenty.join('\n'));
    expect(results).toHaveLength(20);
    expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(query).toHaveBeenCalledOnce();
    // 20:59 in Tokyo is one minute before noon in UTC.
    expect(results.at(-1)).toMatchObject({ value: 60 });
  } finally {
    query.mockRestore();
  }
});

test('one wrong check is an error, and does not hide the others', async () => {
  await files.write('one.csv', 'id,amount\n1,2\n2,\n');
  const results = await files.check(
    '{ path: one.csv }',
    `{ type: nullValues, property: amout }
     { type: expression, condition: 'amount > nothing' }
     { type: nullValues, property: amount, id: ok }
     { type: sql, query: 'select count(*) from data where id = 1', halt: { mustBe: 1 } }
     { type: sql, id: two, query: 'select id from data', halt: { mustBe: 1 } }
     { type: sql, id: other-file, query: "select count(*) from read_csv('/etc/passwd')", halt: { mustBe: 1 } }`,
  );
  expect(results.map(({ verdict }) => verdict)).toEqual([
    'error',
    'error',
    'halted',
    'passed',
    'error',
    'error',
  ]);
  expect(results[0]?.text).toBe('The dataset has no column amout. Did you mean amount?');
  expect(results[5]?.text).toContain('can only read the files of its target');
});

test('a late value that is no number is not lost, and long numbers stay different', async () => {
  const rows = 25_000;
  await files.write(
    'late.csv',
    csv('id,amount,zip', rows, (index) =>
      index === rows - 1
        ? `12345678901234567891,n/a,00712`
        : `${index},${index % 9},${10_000 + index}`,
    ),
  );
  const results = await files.check(
    '{ path: late.csv }',
    `{ type: schema, columns: [{ name: amount, logicalType: number }, { name: id, logicalType: integer }, { name: zip, logicalType: integer }] }
     { type: invalidValues, property: amount, valid: { minimum: 0 } }
     { type: aggregate, property: amount, measure: sum, halt: { mustBeGreaterThan: 0 } }
     { type: duplicateValues, property: id }
     { type: invalidValues, id: zip, property: zip, valid: { minLength: 5, maxLength: 5 } }
     { type: expression, condition: 'amount >= 0' }`,
  );
  expect(results.map(({ verdict }) => verdict)).toEqual([
    'halted',
    'halted',
    'error',
    'passed',
    'passed',
    'error',
  ]);
  expect(results[0]?.parts.map(({ name }) => name)).toEqual(['amount', 'id', 'zip']);
  expect(results[1]).toMatchObject({ value: 1, sample: [{ amount: 'n/a' }] });
  expect(results[2]?.text).toContain("1 values that aren't numbers");
});

test('damaged files are errors that say what is wrong and where', async () => {
  const check = async (target: string) => {
    const [result] = await files.check(target, `{ type: rowCount, halt: { mustBe: 1 } }`);
    expect(result).toMatchObject({ verdict: 'error', value: null });
    return result?.text;
  };
  await files.write('columns.csv', 'a,b\n1,2\n1,2,3\n');
  expect(await check('{ path: columns.csv }')).toContain(
    'columns.csv, line 3: 3 columns instead of 2',
  );
  await files.write('latin.csv', Buffer.from('a,b\n1,r\xe9sum\xe9\n', 'latin1'));
  expect(await check('{ path: latin.csv }')).toContain('latin.csv, line 2: this is not UTF-8');
  await files.write('wide.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'));
  expect(await check('{ path: wide.csv }')).toContain('this is UTF-16');
  await files.write('ends.csv', 'a,b\r\n1,2\n3,4\r\n');
  expect(await check('{ path: ends.csv }')).toContain('lines that end in CRLF');
  await files.write('few.csv', `a;b\n${'1;2\n'.repeat(3_000)}3,4\n`);
  expect(await check('{ path: few.csv }')).toContain('few.csv, line 3002: 1 column instead of 2');
  await files.write('cut.ndjson', '{"a":1}\n{"a":');
  expect(await check('{ path: cut.ndjson }')).toContain('cut.ndjson');
  expect(await check('{ path: none-*.csv }')).toContain('No file matches');
  expect(await check('{ path: ../../etc/passwd, format: csv }')).toContain('outside of the folder');
});

test('a Parquet file that was cut off anywhere, or has a hole, is never judged', async () => {
  const tables = await DuckdbTables.open();
  const path = join(files.folder, 'full.parquet');
  await tables.run(
    `copy (select i as id from range(20000) r(i)) to '${path}' (row_group_size 5000)`,
  );
  tables.close();
  const full = await readFile(path);
  const { length } = full;
  const rule = '{ type: aggregate, property: id, measure: sum, halt: { mustBe: 199990000 } }';
  const judge = async (content: Uint8Array) => {
    await files.write('part.parquet', content);
    return (await files.check('{ path: part.parquet }', rule))[0];
  };
  expect(await judge(full)).toMatchObject({ verdict: 'passed' });
  for (const cut of [0, 3, 12, length / 2, length - 1_000, length - 8, length - 1]) {
    const result = await judge(full.subarray(0, cut));
    expect(result).toMatchObject({ verdict: 'error' });
    expect(result?.text).toContain('not a complete Parquet file');
  }
  const hole = await judge(Buffer.from(full).fill(0, 4, 2_000));
  expect(hole).toMatchObject({ verdict: 'error' });
  expect(hole?.text).toContain('Parquet file is damaged');
});

test('a file that changes while it is read is an error', async () => {
  const path = await files.write('growing.csv', 'a\n1\n');
  const { columns } = FileSource.prototype;
  const spy = vi.spyOn(FileSource.prototype, 'columns').mockImplementationOnce(async function (
    this: FileSource,
  ) {
    await appendFile(path, '2\n');
    return columns.call(this);
  });
  const [result] = await files.check(
    '{ path: growing.csv }',
    '{ type: rowCount, halt: { mustBe: 1 } }',
  );
  spy.mockRestore();
  expect(result).toMatchObject({ verdict: 'error' });
  expect(result?.text).toContain('growing.csv changed while it was read');
});

test('SQL that runs forever is cut off, and a million failing rows give a few', async () => {
  await files.write('small.csv', 'a\n1\n');
  const [endless, many] = await files.check(
    '{ path: small.csv }',
    `{ type: sql, query: 'select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range = 3', halt: { mustBe: 0 } }
     { type: sql, id: many, query: 'select range from range(1000000)', halt: { mustBe: 0 } }`,
    { limits: { timeoutMs: 500 } },
  );
  expect(endless).toMatchObject({ verdict: 'error' });
  expect(endless?.text).toContain('cut off');
  expect(many).toMatchObject({ verdict: 'error' });
  const [large] = await files.check(
    '{ path: small.csv }',
    `{ type: sql, query: 'select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range = 3', halt: { mustBe: 0 } }`,
    {
      limits: { residentMb: 30, timeoutMs: 60_000 },
    },
  );
  expect(large?.text).toBe('The check needs more than 30 MB of memory and was cut off.');
  await writeFile(`${files.folder}/million.csv`, `a\n${'x\n'.repeat(1_000_000)}`);
  const [failing] = await files.check(
    '{ path: million.csv }',
    `{ type: invalidValues, property: a, valid: { values: [y] }, sample: { rows: 3 } }`,
  );
  expect(failing).toMatchObject({ verdict: 'halted', value: 1_000_000 });
  expect(failing?.sample).toHaveLength(3);
});

test('a newest time in the future is no freshness, and clocks of other zones are understood', async () => {
  await files.write('tokyo.csv', 'at,local\n2026-11-30T20:00:00+09:00,2026-11-30T20:00:00\n');
  const [zoned, local] = await files.check(
    '{ path: tokyo.csv }',
    `{ type: freshness, property: at, unit: hours, halt: { mustBeLessThan: 2 } }
     { type: freshness, property: local, unit: hours, halt: { mustBeLessThan: 2 } }`,
  );
  expect(zoned).toMatchObject({ verdict: 'passed', value: 3_600 });
  expect(local).toMatchObject({ verdict: 'error' });
  expect(local?.text).toContain('8.0 h in the future');
});

test('nested types have a contract, and drift is compared with what was accepted', async () => {
  await files.write(
    'before.json',
    JSON.stringify([{ id: 1, address: { zip: '1' }, items: [{ sku: 'a' }] }]),
  );
  const rules = `{ type: schema, exact: true, columns: [{ name: id }, { name: address.zip, logicalType: string }, { name: 'items[].sku' }] }
     { type: schemaDrift, snapshot: accepted.json }`;
  const [contract, drift] = await files.check('{ path: before.json }', rules);
  expect(contract).toMatchObject({ verdict: 'passed' });
  expect(drift?.text).toMatch(/^Snapshot .* not found/);
  const [outside] = await files.check(
    '{ path: before.json }',
    '{ type: schemaDrift, snapshot: ../../accepted.json }',
  );
  expect(outside?.text).toContain('outside of the folder');

  const { safeguards } = readCheckFile(
    'c.yml',
    `apiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: s }\ntarget: { path: before.json }\ncheck: { type: schemaDrift, snapshot: accepted.json }\n`,
  );
  const options = {
    folder: files.folder,
    root: files.folder,
    connections: new Map<string, string>(),
    now: new Date(0),
  };
  expect(await acceptColumns(safeguards, options)).toHaveLength(1);
  expect(await files.check('{ path: before.json }', rules)).toMatchObject([
    { verdict: 'passed' },
    { verdict: 'passed' },
  ]);
  await files.write(
    'before.json',
    JSON.stringify([{ id: 'x', address: { zip: '1', geo: { lat: 1.5 } }, note: '' }]),
  );
  const [broken, changed] = await files.check('{ path: before.json }', rules);
  expect(broken?.parts.map(({ text }) => text)).toEqual([
    'items[].sku is missing.',
    'address.geo (STRUCT(lat DOUBLE)) is not in the contract.',
    'address.geo.lat (DOUBLE) is not in the contract.',
    'note (VARCHAR) is not in the contract.',
  ]);
  expect(changed).toMatchObject({ verdict: 'halted' });
  expect(changed?.parts.map(({ text }) => text)).toEqual([
    'id was BIGINT and is VARCHAR.',
    'items (STRUCT(sku VARCHAR)[]) was removed.',
    'items[].sku (VARCHAR) was removed.',
    'address.geo (STRUCT(lat DOUBLE)) was added.',
    'address.geo.lat (DOUBLE) was added.',
    'note (VARCHAR) was added.',
  ]);
});

test('duplicates, references and distributions', async () => {
  await files.write('customers.csv', 'id\n1\n2\n');
  await files.write(
    'days.csv',
    csv(
      'day,customer,k',
      90,
      (index) =>
        `2026-01-${String((index % 9) + 1).padStart(2, '0')},${index < 3 ? 7 : 1},${index < 4 ? 'same' : index}`,
    ) + csv('', 50, () => '2026-01-10,,').trimStart(),
  );
  const [duplicates, references, volume] = await files.check(
    '{ path: days.csv }',
    `{ type: duplicateValues, property: k, warn: { mustBeLessOrEqualTo: 4 } }
     { type: references, property: customer, to: id, target: { path: customers.csv } }
     { type: distribution, partition: day, halt: { mustBeLessThan: 5 } }`,
  );
  expect(duplicates).toMatchObject({
    verdict: 'passed',
    value: 4,
    sample: [{ k: 'same', rows: 4 }],
  });
  expect(references).toMatchObject({ verdict: 'halted', value: 3, total: 140 });
  expect(volume).toMatchObject({ verdict: 'halted' });
  expect(volume?.text).toContain('is 50, usually 10');
});
