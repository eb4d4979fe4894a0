import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRandom } from '../../bench/random.ts';
import { addDays, writeCsv, type Row } from './csv.ts';

const start = '2026-07-31';
const days = 92;
const cents = (value: number) => Math.round(value * 100) / 100;

/** Three months of costs in dollars, 20 a day; `daysBefore` is the day of their rate. */
function makeCosts() {
  const random = createRandom(104);
  const rates = Array.from({ length: 95 }, () => Math.round((1.05 + random() * 0.1) * 1e4) / 1e4);
  const makeRow = (id: number, day: number, daysBefore: number, amount: number): Row => {
    const rate = rates[day - daysBefore] ?? 1;
    return {
      shipment_id: id,
      shipped_at: `${addDays(start, day)} 10:00:00`,
      amount,
      rate_date: addDays(start, day - daysBefore),
      rate,
      cost: cents(amount * rate),
    };
  };
  const amounts = Array.from({ length: days * 20 }, () => cents(random() * 900 + 100));
  const make = (daysBefore: number) =>
    amounts.map((amount, id) => makeRow(id, 1 + Math.floor(id / 20), daysBefore, amount));
  const nextDay = Array.from({ length: 20 }, (_, id) => makeRow(10_000 + id, 94, 1, 500));
  return { rates, wrong: make(1), right: make(0), nextDay };
}

export async function writeCosts(folder: string): Promise<void> {
  const { wrong, right, nextDay } = makeCosts();
  const sample = right.filter((_, index) => index % 18 === 0).slice(0, 100);
  await writeCsv(folder, 'q104/costs.csv', wrong);
  await writeCsv(folder, 'q104/backup.csv', wrong);
  await writeCsv(folder, 'q104/staging.csv', right);
  await writeCsv(folder, 'q104/sample-by-hand.csv', sample);
  await writeCsv(folder, 'q104/sample-staging.csv', sample);
  await writeCsv(folder, 'q104/published.csv', right);
  await writeCsv(folder, 'q104/next-day.csv', nextDay);
  await writeDatabase(join(folder, 'q104/costs.duckdb'));
}

/** The tables that `q104-repair.yml` repairs, for DuckDB and PostgreSQL. */
export function costStatements(): string[] {
  const { rates, wrong } = makeCosts();
  const list = (rows: readonly Row[]) =>
    rows
      .map(
        (row) =>
          `(${Object.values(row)
            .map((value) => `'${String(value)}'`)
            .join(', ')})`,
      )
      .join(', ');
  const days = rates.map((rate, day) => ({ day: addDays(start, day), rate }));
  return [
    'create table rates (day date primary key, rate numeric(8,4) not null)',
    `insert into rates values ${list(days)}`,
    'create table costs (shipment_id int primary key, shipped_at timestamp not null, amount numeric(12,2) not null, rate_date date, rate numeric(8,4), cost numeric(12,2))',
    `insert into costs values ${list(wrong)}`,
  ];
}

async function writeDatabase(path: string): Promise<void> {
  await rm(path, { force: true });
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of costStatements()) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
