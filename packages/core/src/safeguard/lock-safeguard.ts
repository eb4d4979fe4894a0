import type { Context } from '../context.ts';

/** What is decided about a safeguard at the same time waits for its turn. */
export async function lockSafeguard(ctx: Context, id: string): Promise<void> {
  await ctx.db.selectFrom('safeguard').select('id').where('id', '=', id).forUpdate().execute();
}
