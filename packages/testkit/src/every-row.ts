import type { Store } from '@debrief/core/db';
import { sql } from 'kysely';

/**
 * Every row of every table as text, with the name of the table first; bytes also as characters, to
 * find out where a word is stored.
 */
export async function everyRow({ db }: Pick<Store, 'db'>): Promise<string[]> {
  const tables = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables where schemaname in ('public', 'pgboss')`.execute(
    db,
  );
  const rows: string[] = [];
  for (const { schema, name } of tables.rows) {
    const found = await sql<{ row: string }>`
      select to_jsonb(one)::text as row from ${sql.table(`${schema}.${name}`)} one`.execute(db);
    rows.push(...found.rows.map(({ row }) => `${name} ${row} ${readBytes(row)}`));
  }
  return rows;
}

function readBytes(row: string): string {
  return row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  );
}
