// Writes the snapshot of the database schema: `node tools/schema.ts`.
import { PGlite } from '@electric-sql/pglite';
import { createPGliteStore } from '@debrief/core/db';
import { sql, type Kysely } from 'kysely';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './set-up.mjs';

export const schemaPath = 'docs/schema.txt';

interface Line {
  line: string;
}

/**
 * Tables with columns, constraints, indexes and triggers, read from the migrated database, in a
 * stable order.
 */
export async function describeSchema<T>(db: Kysely<T>): Promise<string> {
  const tables = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  const parts = await Promise.all(tables.rows.map(({ name }) => describeTable(db, name)));
  const sequences =
    await sql<Line>`select 'sequence ' || sequencename as line from pg_sequences where schemaname = 'public' order by 1`.execute(
      db,
    );
  return `${[...parts, sequences.rows.map((row) => row.line).join('\n')].join('\n\n')}\n`;
}

async function describeTable<T>(db: Kysely<T>, table: string): Promise<string> {
  const columns = await sql<Line>`
    select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || case when a.attidentity <> '' then ' identity' when a.attgenerated <> '' then ' generated' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`.execute(
    db,
  );
  const constraints = await sql<Line>`
    select pg_get_constraintdef(oid) as line from pg_constraint
    where conrelid = ${table}::regclass and contype in ('p', 'u', 'f', 'c', 'x') order by contype, conname`.execute(
    db,
  );
  const indexes = await sql<Line>`
    select regexp_replace(indexdef, ' ON public\\.', ' ON ') as line from pg_indexes i
    where schemaname = 'public' and tablename = ${table}
      and not exists (select from pg_constraint c where c.conname = i.indexname and c.conrelid = ${table}::regclass) order by indexname`.execute(
    db,
  );
  const triggers = await sql<Line>`
    select regexp_replace(pg_get_triggerdef(oid), ' ON public\\.', ' ON ') as line from pg_trigger
    where tgrelid = ${table}::regclass and not tgisinternal order by tgname`.execute(db);
  const lines = [...columns.rows, ...constraints.rows, ...indexes.rows, ...triggers.rows].map(
    (row) => `  ${row.line}`,
  );
  return `table ${table}\n${lines.join('\n')}`;
}

if (import.meta.main) {
  const pglite = await PGlite.create();
  const store = await createPGliteStore(pglite);
  await writeFile(join(root, schemaPath), await describeSchema(store.db));
  await store.close();
}
