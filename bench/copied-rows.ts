import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { tables } from './bare-inserts.ts';

/** The rows of an import as files that the server itself reads, deleted when disposed. */
export interface CopiedRows extends AsyncDisposable {
  /** Copies them into a migrated, empty database with the same indexes; returns milliseconds. */
  into(url: string): Promise<number>;
}

/** Takes the rows that an import left in a database on a server of this machine. */
export async function copyRowsOut(url: string): Promise<CopiedRows> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-copy-'));
  // The server runs as another user.
  await chmod(folder, 0o777);
  const columns = new Map<string, string>();
  await onDatabase(url, async (client) => {
    for (const table of tables) {
      const described = await client.query<{ columns: string }>(
        `select string_agg('"' || column_name || '"', ', ' order by ordinal_position) as columns from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
        [table],
      );
      columns.set(table, described.rows[0]?.columns ?? '');
      const order = table === 'evidence' ? ' order by id' : '';
      await client.query(
        `copy (select ${columns.get(table)} from ${table}${order}) to '${join(folder, table)}'`,
      );
    }
  });
  return {
    into: (other) =>
      onDatabase(other, async (client) => {
        const start = performance.now();
        await client.query('begin');
        for (const [table, names] of columns)
          await client.query(`copy ${table} (${names}) from '${join(folder, table)}'`);
        await client.query('commit');
        return performance.now() - start;
      }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onDatabase<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
