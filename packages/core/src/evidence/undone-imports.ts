import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Those of these imports that were undone. */
export async function listUndoneImports(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('state', 'in', ['undoing', 'undone'])
    .execute();
  return rows.map(({ id }) => id);
}
