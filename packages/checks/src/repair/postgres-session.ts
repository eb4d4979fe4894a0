import { Client } from 'pg';
import { CheckError, type SourceRow } from '../source.ts';
import { postgresTypes, toCheckError } from '../tables/postgres.ts';
import { readColumn } from '../tables/table-source.ts';
import type { RepairSession, SessionMode } from './session.ts';

/** How long a statement waits for the lock of someone else. */
const lockMs = 10_000;

/** Texts of values are the same in each session: fingerprints are made of them. */
const settings = [
  "set timezone = 'UTC'",
  "set datestyle = 'ISO'",
  "set intervalstyle = 'postgres'",
  "set bytea_output = 'hex'",
  'set extra_float_digits = 1',
  'set standard_conforming_strings = on',
];

/** Errors: `unreadable` if the server cannot be reached. */
export async function openPostgresRepair(
  connection: string,
  url: string,
  timeoutMs: number,
  mode: SessionMode,
): Promise<RepairSession> {
  const client = new Client({
    connectionString: url,
    application_name: 'debrief repair',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: postgresTypes,
  });
  // A connection that drops between two statements: the next one says it.
  client.on('error', () => {});
  const ask = async (text: string): Promise<SourceRow[]> => {
    try {
      const config = { text, queryMode: 'extended', query_timeout: timeoutMs + 5_000 };
      return (await client.query<SourceRow>(config)).rows;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '55P03')
        throw new CheckError('unreadable', 'Another transaction writes to the table. Try later.');
      throw toCheckError(connection, error, timeoutMs);
    }
  };
  try {
    await client.connect();
    for (const setting of settings) await ask(setting);
    await ask(`set statement_timeout = ${timeoutMs}`);
    await ask(`set lock_timeout = ${Math.min(lockMs, timeoutMs / 2)}`);
  } catch (error) {
    await client.end().catch(() => {});
    throw toCheckError(connection, error);
  }
  return {
    dialect: 'postgres',
    async start() {
      const access = mode === 'read' ? 'read only' : 'read write';
      await ask(`start transaction isolation level repeatable read, ${access}`);
    },
    async commit() {
      await ask('commit');
    },
    rollback: async () => void (await ask('rollback').catch(() => [])),
    async query(sql, { rows: most = 200_000 } = {}) {
      const rows = await ask(sql);
      if (rows.length <= most) return rows;
      throw new CheckError('unsupported', `The answer has more than ${most} rows.`);
    },
    async run(sql) {
      await ask(sql);
    },
    async describe(sql) {
      const { fields } = await client
        .query(`select * from (\n${sql}\n) as described limit 0`)
        .catch((error: unknown) => {
          throw toCheckError(connection, error, timeoutMs);
        });
      const types = fields.map(
        ({ dataTypeID, dataTypeModifier }) => `format_type(${dataTypeID}, ${dataTypeModifier})`,
      );
      const [row = {}] = await ask(
        `select ${types.map((type, index) => `${type} as c${index}`).join(', ')}`,
      );
      return fields.map(({ name }, index) =>
        readColumn({ name, type: row[`c${index}`] ?? '', nullable: true }),
      );
    },
    close: () => client.end().catch(() => {}),
  };
}
