import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSource, readCheckFile, runChecks } from '@debrief/checks';
import { DuckDBInstance } from '@duckdb/node-api';
import { ensureProgramBuilt, root } from '../tools/set-up.mjs';
import { countFigure, inTurns, megabytes, ms, ratioFigure, type Figure } from './figures.ts';

const rows = 10_000_000;
const columns = ['id', 'store', 'amount', 'status', 'email', 'sold_at'];

const checks = `
${columns.map((name) => `  - { type: nullValues, property: ${name}, warn: { mustBe: 0 } }`).join('\n')}
  - { type: invalidValues, property: amount, valid: { minimum: 0, maximum: 900 }, warn: { mustBe: 0 }, sample: { rows: 0 } }
  - { type: invalidValues, id: words, property: status, valid: { values: [new, paid, sent] } }
  - { type: invalidValues, id: length, property: email, valid: { minLength: 5, maxLength: 40 } }
  - { type: missingValues, property: status, missing: ['', 'n/a'] }
  - { type: expression, condition: 'amount >= 0 and store < 1000' }
  - { type: rowCount, halt: { mustBe: ${rows} } }
  - { type: freshness, property: sold_at, unit: days, halt: { mustBeLessThan: 36500 } }
${['sum', 'min', 'max', 'avg', 'stddev'].map((measure) => `  - { type: aggregate, id: ${measure}, property: amount, measure: ${measure}, halt: { mustBeGreaterOrEqualTo: 0 } }`).join('\n')}
  - { type: aggregate, id: stores, property: store, measure: distinct, halt: { mustBe: 500 } }
  - { type: aggregate, id: newest-id, property: id, measure: max, halt: { mustBe: ${rows - 1} } }`;

/** The same 20 aggregates as a person would write them. */
const bare = `select ${columns.map((name) => `count(*) filter (where ${name} is null)`).join(', ')},
  count(*) filter (where not (amount >= 0 and amount <= 900)),
  count(*) filter (where status not in ('new', 'paid', 'sent')),
  count(*) filter (where not (length(email) between 5 and 40)),
  count(*) filter (where status is null or status in ('', 'n/a')),
  count(*) filter (where not (amount >= 0 and store < 1000)),
  count(*), max(sold_at), sum(amount), min(amount), max(amount), avg(amount), stddev_samp(amount),
  count(distinct store), max(id)`;

const write = (name: string) =>
  `apiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: bench }\ntarget: { path: ${name} }\nchecks:${checks}\n`;

const read = (name: string) => {
  const { safeguards, problems } = readCheckFile('bench.yml', write(name));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return safeguards;
};

/** 20 checks of a dataset in one scan, and the memory of a large CSV file. */
export async function* measure(): AsyncIterable<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-checks-'));
  // As the command has it.
  enableCompileCache(join(folder, 'cache'));
  try {
    yield* measureScan(folder);
    yield* measureMemory(folder, 1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* measureScan(folder: string): AsyncIterable<Figure> {
  const path = join(folder, 'orders.parquet');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '512MB' });
  const duckdb = await instance.connect();
  await duckdb.run(
    `copy (select i as id, i % 500 as store, (i * 7919 % 90000) / 100.0::double as amount, ['new', 'paid', 'sent'][i % 3 + 1] as status, 'person' || (i % 100000) || '@example.com' as email, timestamp '2026-01-01' + interval (i) second as sold_at from range(${rows}) r(i)) to '${path}'`,
  );
  const safeguards = read('orders.parquet');
  const options = { folder, root: folder, connections: new Map<string, string>() };
  let passed = 0;
  const turns = await inTurns(
    5,
    async () => {
      const results = await runChecks(safeguards, { ...options, now: new Date('2026-11-30') });
      passed = results.filter(({ verdict }) => verdict === 'passed').length;
    },
    () => duckdb.runAndReadAll(`${bare} from read_parquet('${path}')`),
    1,
  );
  duckdb.closeSync();
  const what = `20 checks of ${rows.toLocaleString('en')} rows in Parquet`;
  yield ratioFigure(
    `${what}, with the start of DuckDB's process`,
    turns,
    'the same aggregates in one query of a DuckDB that runs',
    // Only our side starts a process: the two commands below are compared with 1.2.
    1.3,
  );
  yield ratioFigure(
    `${what}, \`debrief checks run\``,
    await measureCommands(folder, path),
    'a script that opens DuckDB and runs that query',
    1.2,
  );
  yield countFigure('Checks of it that pass', String(passed), '20', passed === 20);
}

/** Both as commands, with the start of their processes. */
async function measureCommands(folder: string, path: string) {
  ensureProgramBuilt();
  await writeFile(join(folder, 'bench.yml'), write('orders.parquet'));
  const run = promisify(execFile);
  const command = join(root, 'apps/cli/debrief.mjs');
  const script = join(root, 'bench/bare-scan.mjs');
  return inTurns(
    5,
    () => run(process.execPath, [command, 'checks', 'run', join(folder, 'bench.yml')]),
    () => run(process.execPath, [script, `${bare} from read_parquet('${path}')`]),
    1,
  );
}

/** A CSV file of this size, from the same lines again and again: what memory its checks take. */
export async function* measureMemory(folder: string, gigabytes: number): AsyncIterable<Figure> {
  const path = join(folder, 'large.csv');
  const line = (index: number) =>
    `${index},${index % 500},${(index * 7919) % 900}.25,paid,person${index % 1_000}@example.com,2026-01-01T00:00:00Z\n`;
  const block = Array.from({ length: 200_000 }, (_, index) => line(index)).join('');
  await appendFile(path, `${columns.join(',')}\n`);
  for (let size = 0; size < gigabytes * 1e9; size += block.length) await appendFile(path, block);
  const [safeguard] = read('large.csv');
  if (!safeguard) return;
  const options = { folder, root: folder, connections: new Map<string, string>() };
  const limits = { timeoutMs: 3_600_000 };
  const source = await openSource(safeguard.target, { ...options, limits });
  const start = performance.now();
  const [counted] = await source.query(
    `select count(*) as n, ${columns.map((name) => `count(${name}), count(distinct ${name === 'id' ? 'store' : 'status'}), max(${name})`).join(', ')}, avg(amount) from data`,
  );
  const elapsed = performance.now() - start;
  const peak = 'peakBytes' in source ? Number(source.peakBytes) : NaN;
  await source.close();
  const { size } = await stat(path);
  yield countFigure(
    `Memory of the process for a CSV file of ${(size / 1e9).toFixed(1)} GB, ${Number(counted?.['n']).toLocaleString('en')} rows (${ms(elapsed)})`,
    megabytes(peak),
    'below 1,000 MB',
    peak < 1e9,
  );
}
