import { isStep } from '@debrief/rules/privacy';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from './context.ts';

/**
 * Publishes what people entered since the last step, if it is a step (decision 8): `shown` becomes
 * `value` in the rows that `rows` selects. The caller locks what the rows belong to, so that two
 * steps at once don't publish one person.
 */
export async function publishStep(
  ctx: Context,
  { table, rows, value, shown }: Step,
): Promise<void> {
  const changed = sql`${rows} and ${value} is distinct from ${shown}`;
  const found = await sql<{
    count: string;
  }>`select count(*) from ${sql.table(table)} where ${changed}`.execute(ctx.db);
  if (!isStep(Number(found.rows[0]?.count ?? 0))) return;
  await sql`update ${sql.table(table)} set ${shown} = ${value} where ${changed}`.execute(ctx.db);
}

interface Step {
  table: string;
  rows: RawBuilder<unknown>;
  value: RawBuilder<unknown>;
  shown: RawBuilder<unknown>;
}
