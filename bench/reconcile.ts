import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckFile, runChecks, type CheckResult } from '@debrief/checks';
import { DuckDBInstance } from '@duckdb/node-api';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';

const partitions = 365;
const rows = 1_000_000;
const lost = 40;
const mostMs = 5_000;
const stages = ['source', 'bronze', 'silver', 'gold'];

/** A day of silver lacks rows; gold counts what silver has. */
const tables: Record<string, string> = {
  source: `select i as id, timestamptz '2025-01-01 05:00:00Z' + to_minutes(cast(i * ${(partitions * 1_440) / rows} as bigint)) as placed, i % 977 / 7 as amount from range(${rows}) as t(i)`,
  bronze: 'select * from source',
  silver: `select * from bronze where not (cast(placed at time zone 'America/New_York' as date) = date '2025-07-01' and id % 60 = 0)`,
  gold: `select cast(placed at time zone 'America/New_York' as date) as placed, count(*) as orders from silver group by 1`,
};

function writeChecks(): string {
  const lines = stages.map((name) => {
    const measure = name === 'gold' ? ', measure: sum(orders)' : '';
    return `      - { name: ${name}, target: { path: ${name}.parquet }, partition: placed${measure} }`;
  });
  return `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: year }
target: { path: gold.parquet }
checks:
  - id: orders
    type: reconciliation
    zone: America/New_York
    keys: [id]
    stages:
${lines.join('\n')}
`;
}

/** Four stages and 365 days of a million rows, with keys, as `debrief checks run` compares them. */
export async function* measure(): AsyncIterable<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-'));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`set timezone = 'UTC'`);
  for (const name of stages) {
    await connection.run(`create table ${name} as ${tables[name]}`);
    await connection.run(`copy ${name} to '${join(folder, `${name}.parquet`)}' (format parquet)`);
  }
  const { safeguards } = readCheckFile('year.yml', writeChecks());
  const options = { folder, root: folder, connections: new Map<string, string>(), now: new Date() };
  let result: CheckResult | undefined;
  const day = `cast(placed at time zone 'America/New_York' as date)`;
  const turns = await inTurns(
    3,
    async () => {
      [result] = await runChecks(safeguards, options);
    },
    async () => {
      for (const name of stages) {
        const keys = name === 'gold' ? 'sum(orders)' : 'count(*), count(distinct id)';
        const by = name === 'gold' ? 'placed' : day;
        await connection.runAndReadAll(
          `select ${by}, ${keys} from '${join(folder, `${name}.parquet`)}' group by 1`,
        );
      }
    },
    1,
  );
  connection.closeSync();
  await rm(folder, { recursive: true });
  const found = result?.parts.map(({ name }) => name).join(', ');
  const isFound = found === 'silver 2025-07-01' && (result?.value ?? 0) > lost;
  const what = `a reconciliation of ${stages.length} stages and ${partitions} partitions, ${rows.toLocaleString('en')} rows each with keys`;
  yield ratioFigure(what, turns, 'the bare counts of rows and keys in one process', 4);
  const ours = median(turns.ours);
  yield countFigure('the same', ms(ours), 'less than 5 s', ours < mostMs);
  yield countFigure('the day that lost rows', found ?? '', 'silver 2025-07-01', isFound);
}
