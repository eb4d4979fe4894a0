import type { Context } from '../context.ts';

/** A named value of the installation, made once: several processes that start together agree on it. */
export async function getOrCreateSetting(
  ctx: Context,
  name: string,
  make: () => string,
): Promise<string> {
  await ctx.db
    .insertInto('setting')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (
    await ctx.db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
  ).value;
}

/** Forgets a value that is kept elsewhere. */
export async function dropSetting(ctx: Context, name: string): Promise<void> {
  await ctx.db.deleteFrom('setting').where('name', '=', name).execute();
}
