import { existsSync } from 'node:fs';
import { QueryProcess, type ProcessLimits } from '../query-process.ts';
import { CheckError } from '../source.ts';
import { quoteText } from '../sql.ts';
import { readColumn, type Session } from './table-source.ts';

/** `sqlite:PATH`. SQLite blocks the thread that asks, so it has a process, which can be ended. */
export async function openSqlite(url: string, limits: ProcessLimits): Promise<Session> {
  const path = url.replace(/^(?:sqlite|file):(?:\/\/)?/, '');
  if (!existsSync(path)) throw new CheckError('unreadable', `Database ${path} not found.`);
  const sqlite = new QueryProcess({
    script: new URL('./sqlite-process.ts', import.meta.url),
    settings: { path },
    timeoutMs: limits.timeoutMs,
    graceMs: 0,
    canRestart: true,
    toError: (message) =>
      /readonly|locked|malformed|not a database|unable to open/i.test(message)
        ? new CheckError(/readonly/.test(message) ? 'invalid' : 'unreadable', `SQLite: ${message}.`)
        : new CheckError('invalid', message),
  });
  return {
    dialect: 'sqlite',
    query: (sql, { timeoutMs, rows }) => sqlite.read(sql, { timeoutMs, rows }),
    async columns(table) {
      const name = table.at(-1) ?? '';
      const schema = table.length > 1 ? `, ${quoteText('sqlite', table[0] ?? '')}` : '';
      const found = await sqlite.read(
        `select name, type, 1 - "notnull" as nullable from pragma_table_info(${quoteText('sqlite', name)}${schema})`,
        { timeoutMs: limits.timeoutMs, rows: 5_000 },
      );
      return found.map(readColumn);
    },
    close: () => sqlite.end(),
  };
}
