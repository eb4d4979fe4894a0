import type { Context } from '../context.ts';

/**
 * A named setting of the installation, created once: processes that start together get the same
 * value.
 */
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

/** A named setting; null if it is not set. */
export async function readSetting(ctx: Context, name: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** Deletes a setting that is stored elsewhere. */
export async function dropSetting(ctx: Context, name: string): Promise<void> {
  await ctx.db.deleteFrom('setting').where('name', '=', name).execute();
}
