import { embeddedDatabase } from '@debrief/testkit';
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeSchema, schemaPath } from './schema.ts';
import { root } from './set-up.mjs';
import { declaredColumns } from './table-types.ts';

test('the committed snapshot matches the migrated database (node tools/schema.ts writes it)', async () => {
  const { db } = await embeddedDatabase();
  expect(await describeSchema(db)).toBe(await readFile(join(root, schemaPath), 'utf8'));
});

test('the tables declared by the rooms match the database', async () => {
  const { db } = await embeddedDatabase();
  const { rows } = await sql<{ table: string; column: string; isNullable: boolean }>`
    select table_name as "table", column_name as "column", is_nullable = 'YES' and is_generated = 'NEVER' as "isNullable"
    from information_schema.columns where table_schema = 'public' and table_name <> 'migration'`.execute(
    db,
  );
  const sortColumns = (columns: { table: string; column: string; isNullable: boolean }[]) =>
    columns
      .map((one) => `${one.table}.${one.column}${one.isNullable ? ' or null' : ''}`)
      .toSorted();
  const declared = sortColumns(await declaredColumns(root));
  expect(declared.length).toBeGreaterThan(100);
  expect(declared).toEqual(sortColumns(rows));
});
