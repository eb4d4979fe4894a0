import type { Context } from '@debrief/core/context';

/** Runs a test inside a transaction that is undone: nothing of it is seen by the next one. */
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
