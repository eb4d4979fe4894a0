import { createConnection, type TypeCast } from 'mysql2/promise';
import { CheckError, type QueryLimits, type SourceRow } from '../source.ts';
import { quoteText } from '../sql.ts';
import {
  connectionError,
  readColumn,
  readDecimal,
  readInteger,
  readTime,
  type Session,
} from './table-source.ts';

const typeCast: TypeCast = (field, next) => {
  if (field.type === 'NEWDECIMAL' || field.type === 'LONGLONG') {
    const text = field.string();
    if (text === null) return null;
    return field.type === 'LONGLONG' ? readInteger(text) : readDecimal(text);
  }
  if (/^(?:TIMESTAMP|DATETIME|DATE|TIME|JSON)/.test(field.type)) {
    const text = field.string();
    return text === null ? null : readTime(text);
  }
  return next();
};

/** MySQL 8 and MariaDB. Errors: `unreadable` if the server cannot be reached. */
export async function openMysql(
  connection: string,
  url: string,
  timeoutMs: number,
): Promise<Session> {
  const client = await createConnection({
    uri: url,
    connectTimeout: 10_000,
    multipleStatements: false,
    timezone: 'Z',
    typeCast,
  }).catch((error: unknown) => {
    throw toCheckError(connection, error);
  });
  client.on('error', () => {});
  let isMariaDb = false;
  const ask = async (sql: string, waitMs = timeoutMs) => {
    const [rows] = await client.query({ sql, timeout: waitMs + 5_000 });
    return Array.isArray(rows) ? (rows as SourceRow[]) : [];
  };
  const query = async (sql: string, { timeoutMs, rows }: Required<QueryLimits>) => {
    try {
      await ask(
        isMariaDb
          ? `set session max_statement_time = ${timeoutMs / 1_000}`
          : `set session max_execution_time = ${Math.ceil(timeoutMs)}`,
      );
      await ask(`set session sql_select_limit = ${rows + 1}`);
      return await ask(sql, timeoutMs);
    } catch (error) {
      throw toCheckError(connection, error, timeoutMs);
    }
  };
  try {
    const [row] = await ask('select version() as version');
    isMariaDb = /MariaDB/.test(JSON.stringify(row));
    await ask("set session time_zone = '+00:00'");
    // Texts are read as the guard of SQL reads them.
    await ask(
      "set session sql_mode = replace(replace(replace(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '')",
    );
    await ask('set session transaction read only');
    await ask('start transaction with consistent snapshot, read only');
  } catch (error) {
    client.destroy();
    throw toCheckError(connection, error);
  }
  return {
    dialect: 'mysql',
    query,
    async columns(table) {
      const [name = '', schema] = table.toReversed();
      const inSchema = schema === undefined ? 'database()' : quoteText('mysql', schema);
      const found = await query(
        `select column_name as name, column_type as type, is_nullable as nullable from information_schema.columns where table_schema = ${inSchema} and table_name = ${quoteText('mysql', name)} order by ordinal_position`,
        { timeoutMs, rows: 5_000 },
      );
      return found.map(readColumn);
    },
    async close() {
      client.destroy();
    },
  };
}

function toCheckError(connection: string, error: unknown, timeoutMs = 0): CheckError {
  if (error instanceof CheckError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // MariaDB's code of this error is a number.
  if (
    /(?:max_statement_time|maximum statement execution time) exceeded|inactivity timeout/i.test(
      text,
    )
  )
    return new CheckError(
      'timeout',
      `The check took longer than ${timeoutMs / 1_000} s and was cut off.`,
    );
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION')
    return new CheckError('invalid', 'Checks only read: this SQL writes.');
  if (
    /^ER_(?!UNKNOWN_ERROR|ACCESS_DENIED_ERROR|CON_COUNT|DBACCESS|BAD_DB|SERVER_SHUTDOWN)/.test(code)
  )
    return new CheckError('invalid', text.replaceAll(/value: '.*?'/g, 'a value'));
  return connectionError(connection, text);
}
