import { translateDatabaseError } from './database-error.ts';
import type { Database } from './open.ts';

/** The part of a context that the database knows: contexts are declared in a higher layer. */
interface WithDatabase {
  db: Database;
}

/**
 * Runs a verb in a transaction, or joins the current one. The callback's context shadows the outer
 * one: on the embedded database, using the outer one would wait forever.
 */
export async function inTransaction<T, C extends WithDatabase>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  try {
    return await ctx.db.transaction().execute((db) => work({ ...ctx, db }));
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Several reads from one snapshot of the database, also on a server. */
export async function atOneMoment<T, C extends WithDatabase>(
  ctx: C,
  read: (ctx: C) => Promise<T>,
): Promise<T> {
  if (ctx.db.isTransaction) return read(ctx);
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((db) => read({ ...ctx, db }));
}
