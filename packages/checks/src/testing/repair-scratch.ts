import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import { runStep } from '../repair/execute.ts';
import { hashPlan, planRepair, type RepairPlan } from '../repair/plan.ts';
import type { StepName } from '../repair/plan-steps.ts';
import { readRepairFile } from '../repair/read-repair.ts';
import { readSample, verifySample, writeSample } from '../repair/verify.ts';

export interface Database {
  /** The target as it is written in YAML, without the table. */
  target: string;
  connections: Map<string, string>;
  run(...statements: string[]): Promise<void>;
  /** Rows as texts. */
  rows(sql: string): Promise<string[]>;
  remove(): Promise<void>;
}

export async function createDuckdb(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'repair-test-'));
  const path = join(folder, 'shop.duckdb');
  const use = async (statements: readonly string[]) => {
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    try {
      let rows: unknown[] = [];
      for (const statement of statements)
        rows = (await connection.runAndReadAll(statement)).getRowObjectsJson();
      return rows.map((row) => JSON.stringify(row));
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };
  return {
    target: `database: ${path}`,
    connections: new Map(),
    run: async (...statements) => void (await use(statements)),
    rows: (sql) => use([sql]),
    remove: () => rm(folder, { recursive: true }),
  };
}

export async function createPostgres(url: string, remove: () => Promise<void>): Promise<Database> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    target: 'connection: shop',
    connections: new Map([['shop', url]]),
    async run(...statements) {
      for (const statement of statements) await client.query(statement);
    },
    rows: async (sql) => (await client.query(sql)).rows.map((row) => JSON.stringify(row)),
    async remove() {
      await client.end();
      await remove();
    },
  };
}

/** Repairs of one database. */
export function createRepairs(database: Database, now = new Date('2026-11-30T12:00:00Z')) {
  const options = {
    folder: tmpdir(),
    root: null,
    connections: database.connections,
    now,
    limits: { timeoutMs: 20_000 },
  };
  return {
    options,
    /** Fields as in YAML, without the head and the target. Errors: all problems as one. */
    async plan(table: string, fields: string): Promise<RepairPlan> {
      const text = `apiVersion: debrief/v1\nkind: Repair\nmetadata: { id: fix, owner: Ana }\ntarget: { ${database.target}, table: ${table} }\n${fields}`;
      const { repair, problems } = readRepairFile('repair.yml', text);
      if (repair === null) throw new Error(problems.map(({ message }) => message).join(' '));
      return planRepair({ repair, text, now, downstream: [], notes: [] }, options);
    },
    step: (plan: RepairPlan, step: StepName) => runStep(plan, step, hashPlan(plan), options),
    /** Writes the sample, with this verdict for each row, and records it. */
    async verify(plan: RepairPlan, answer: (row: Record<string, string>) => object) {
      const rows = await readSample(plan, options);
      const path = join(tmpdir(), `samples-${plan.id}-${process.pid}.csv`);
      await writeFile(path, writeSample(rows.map((row) => ({ ...row, ...answer(row) }))));
      try {
        return await verifySample(plan, path, options);
      } finally {
        await rm(path);
      }
    },
  };
}

export const right = () => ({ debrief_verdict: 'right', debrief_verifier: 'Ana' });
