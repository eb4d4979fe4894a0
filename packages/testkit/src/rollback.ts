import type { Context } from '@debrief/core/context';

/** Runs a test in a transaction that is rolled back: the next test sees none of it. */
export async function runInRollback(
  ctx: Context,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  const undo = new Error('undo');
  if (ctx.db.isTransaction) return work(ctx);
  await ctx.db
    .transaction()
    .execute(async (db) => {
      await work({ ...ctx, db });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}
