import { AddPack, type CompetencyPack, DomainError } from '@debrief/contract';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import { builtInPacks } from './built-in-packs.ts';
import { ownAccount } from './rows.ts';
import { readPack, type ReadPack } from './read-pack.ts';

const mostPacks = 20;

/** The packs of competencies that one may hold one's stories against: those that come with Debrief, and one's own. */
export async function listPacks(ctx: Context): Promise<{ items: CompetencyPack[] }> {
  refuseUnless(ctx, 'story:read');
  const rows = await ctx.db
    .selectFrom('story_pack')
    .selectAll()
    .where('account_id', '=', ownAccount(ctx))
    .orderBy('name')
    .execute();
  const own = rows.map((row) => ({
    id: row.id,
    name: row.name,
    isMine: true,
    competencies: row.competencies.map((one) => ({ ...one, signs: one.signs ?? [] })),
  }));
  return { items: [...builtInPacks, ...own] };
}

/** Adds a pack of one's own, or puts it in the place of the one of that name. Errors: `invalid` with each problem and its line, `conflict` where the id is taken. */
export async function addPack(ctx: Context, raw: AddPack): Promise<CompetencyPack> {
  const input = parse(AddPack, raw);
  const pack = readPack(input.yaml);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'story:write');
    if (builtInPacks.some((one) => one.name.toLowerCase() === pack.name.toLowerCase()))
      throw new DomainError(
        'invalid',
        `Debrief includes a framework named “${pack.name}”. Give yours another name.`,
      );
    const { items } = await listPacks(ctx);
    if (items.filter((one) => one.isMine && one.name !== pack.name).length >= mostPacks)
      throw new DomainError(
        'invalid',
        `You already have ${mostPacks} frameworks. Remove one first.`,
      );
    await recordPack(ctx, pack, input.packId);
    const added = (await listPacks(ctx)).items.find((one) => one.isMine && one.name === pack.name);
    if (!added) throw new DomainError('not-found', 'This framework was removed.');
    return added;
  });
}

/** A pack is its own record, and its owner's alone. */
async function recordPack(ctx: Context, pack: ReadPack, packId: string | undefined): Promise<void> {
  const values = { competencies: jsonb(pack.competencies), added_at: ctx.clock.now() };
  const taken =
    packId &&
    (await ctx.db
      .selectFrom('story_pack')
      .select('id')
      .where('id', '=', packId)
      .executeTakeFirst());
  if (taken) throw new DomainError('conflict', 'ID already in use. Add the framework without one.');
  await ctx.db
    .insertInto('story_pack')
    .values({
      id: packId ?? ctx.ids.next(),
      account_id: ownAccount(ctx),
      name: pack.name,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet(values))
    .execute();
}

/** Removes a pack of one's own; stories keep the names of its competencies. Errors: `not-found`. */
export async function removePack(ctx: Context, input: { packId: string }): Promise<void> {
  const accountId = await authorize(ctx, 'story:write', ownAccount(ctx));
  const result = await ctx.db
    .deleteFrom('story_pack')
    .where('id', '=', input.packId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) throw new DomainError('not-found', 'Framework not found.');
}
