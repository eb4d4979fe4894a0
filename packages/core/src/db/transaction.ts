import { translateDatabaseError } from './database-error.ts';
import type { Database } from './open.ts';

/** A context, as far as the database knows it: contexts are declared above it. */
interface WithDatabase {
  db: Database;
}

/** Runs the verb's work in one transaction; inside another one it joins it.
 * The function's context hides the outer one: on the embedded database the outer one would wait for ever. */
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

/** Several reads of one state of the database, on a server too. */
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
