import type { Store } from '@debrief/core/db';
import { CompiledQuery, sql } from 'kysely';

/** The tables that an import fills, in an order that satisfies their references. */
export const tables = [
  'incident',
  'source',
  'stream',
  'person',
  'identity',
  'stream_member',
  'import',
  'evidence',
  'reaction',
  'incident_stream',
];
const rowsPerStatement = 1_000;
const mostParameters = 60_000;

interface Rows {
  table: string;
  columns: string[];
  rows: unknown[][];
}

/** Everything that an import stored, as values for an insert. */
export async function takeRows(store: Store): Promise<Rows[]> {
  const taken: Rows[] = [];
  for (const table of tables) {
    const described = await sql<{ name: string; type: string }>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`.execute(
      store.db,
    );
    const columns = described.rows.map((row) => row.name);
    const isJson = described.rows.map((row) => row.type === 'jsonb');
    const order = table === 'evidence' ? sql`order by id` : sql``;
    const found = await sql<
      Record<string, unknown>
    >`select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)} ${order}`.execute(
      store.db,
    );
    taken.push({
      table,
      columns,
      rows: found.rows.map((row) =>
        columns.map((name, index) => (isJson[index] ? JSON.stringify(row[name]) : row[name])),
      ),
    });
  }
  return taken;
}

/**
 * Inserts the rows with multi-row inserts only, one transaction per statement; returns
 * milliseconds.
 */
export async function insertBare(store: Store, taken: Rows[]): Promise<number> {
  const start = performance.now();
  for (const { table, columns, rows } of taken) {
    const size = Math.min(rowsPerStatement, Math.floor(mostParameters / columns.length));
    for (let from = 0; from < rows.length; from += size) {
      const batch = rows.slice(from, from + size);
      const places = batch.map(
        (_, row) =>
          `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(',')})`,
      );
      const text = `insert into "${table}" (${columns.map((name) => `"${name}"`).join(',')}) values ${places.join(',')}`;
      await store.db
        .transaction()
        .execute((trx) => trx.executeQuery(CompiledQuery.raw(text, batch.flat())));
    }
  }
  return performance.now() - start;
}
