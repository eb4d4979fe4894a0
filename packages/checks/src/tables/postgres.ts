import { Client, DatabaseError, type CustomTypesConfig } from 'pg';
import { CheckError, type QueryLimits, type SourceRow, type SourceValue } from '../source.ts';
import { quoteText } from '../sql.ts';
import {
  connectionError,
  readColumn,
  readDecimal,
  readInteger,
  readTime,
  type Session,
} from './table-source.ts';

/** Readers of values by the OID of their type; others stay as texts. */
const readers: Record<number, (text: string) => SourceValue> = {
  16: (text) => text === 't',
  20: readInteger,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1114: readTime,
  1184: readTime,
  1700: readDecimal,
};
export const postgresTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => readers[oid] ?? String,
};

/** Errors: `unreadable` if the server cannot be reached. */
export async function openPostgres(
  connection: string,
  url: string,
  timeoutMs: number,
): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: 'debrief checks',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: postgresTypes,
  });
  // A connection that drops between two queries: the next query says it.
  client.on('error', () => {});
  // One statement each: the extended protocol refuses a second one.
  const ask = async (sql: string, waitMs: number): Promise<SourceRow[]> => {
    const config = { text: sql, queryMode: 'extended', query_timeout: waitMs + 5_000 };
    const { rows } = await client.query<SourceRow>(config);
    return rows;
  };
  const start = async () => {
    await ask('start transaction isolation level repeatable read, read only', timeoutMs);
    await ask("set local timezone = 'UTC'", timeoutMs);
    await ask("set local datestyle = 'ISO'", timeoutMs);
  };
  try {
    await client.connect();
    await start();
  } catch (error) {
    await client.end().catch(() => {});
    throw toCheckError(connection, error);
  }
  const query = async (sql: string, { timeoutMs, rows }: Required<QueryLimits>) => {
    try {
      await ask(`set local statement_timeout = ${Math.ceil(timeoutMs)}`, timeoutMs);
      // A cursor takes nothing but a query, and reads no more rows than are asked for.
      await ask(`declare answer no scroll cursor for ${sql}`, timeoutMs);
      const answer = await ask(`fetch ${rows + 1} from answer`, timeoutMs);
      await ask('close answer', timeoutMs);
      return answer;
    } catch (error) {
      const hasDropped = await ask('rollback', 1_000)
        .then(start)
        .then(
          () => false,
          () => true,
        );
      throw hasDropped && !(error instanceof DatabaseError && error.code === '57014')
        ? connectionError(connection, describe(error))
        : toCheckError(connection, error, timeoutMs);
    }
  };
  return {
    dialect: 'postgres',
    query,
    async columns(table) {
      const name = table.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
      const found = await query(
        `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable from pg_attribute where attrelid = to_regclass(${quoteText('postgres', name)}) and attnum > 0 and not attisdropped order by attnum`,
        { timeoutMs, rows: 2_000 },
      );
      return found.map(readColumn);
    },
    close: () => client.end().catch(() => {}),
  };
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function toCheckError(connection: string, error: unknown, timeoutMs = 0): CheckError {
  if (error instanceof CheckError) return error;
  const code = error instanceof DatabaseError ? (error.code ?? '') : '';
  if (code === '57014' || describe(error).startsWith('Query read timeout'))
    return new CheckError(
      'timeout',
      `The check took longer than ${timeoutMs / 1_000} s and was cut off.`,
    );
  if (code === '' || /^(?:08|28|3D|53|57)/.test(code))
    return connectionError(connection, describe(error));
  if (code === '25006') return new CheckError('invalid', 'Checks only read: this SQL writes.');
  // Errors of class 22 quote the value.
  const text = code.startsWith('22') ? describe(error).replace(/: ".*$/s, '') : describe(error);
  return new CheckError('invalid', text.split('\n')[0] ?? text);
}
