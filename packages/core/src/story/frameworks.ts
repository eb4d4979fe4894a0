import { AddFramework, type CompetencyFramework, DomainError } from '@debrief/contract';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import { builtInFrameworks } from './built-in-frameworks.ts';
import { ownAccount } from './rows.ts';
import { readFramework, type ReadFramework } from './read-framework.ts';

const mostFrameworks = 20;

/** The competency frameworks available to the actor: those included with Debrief, and their own. */
export async function listFrameworks(ctx: Context): Promise<{ items: CompetencyFramework[] }> {
  refuseUnless(ctx, 'story:read');
  const rows = await ctx.db
    .selectFrom('story_framework')
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
  return { items: [...builtInFrameworks, ...own] };
}

/**
 * Adds a framework of the actor's own, or replaces the one with the same name. Errors: `invalid`
 * with each problem and its line, `conflict` if the id is in use.
 */
export async function addFramework(ctx: Context, raw: AddFramework): Promise<CompetencyFramework> {
  const input = parse(AddFramework, raw);
  const framework = readFramework(input.yaml);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'story:write');
    if (builtInFrameworks.some((one) => one.name.toLowerCase() === framework.name.toLowerCase()))
      throw new DomainError(
        'invalid',
        `Debrief includes a framework named “${framework.name}”. Give yours another name.`,
      );
    const { items } = await listFrameworks(ctx);
    if (items.filter((one) => one.isMine && one.name !== framework.name).length >= mostFrameworks)
      throw new DomainError(
        'invalid',
        `You already have ${mostFrameworks} frameworks. Remove one first.`,
      );
    await recordFramework(ctx, framework, input.frameworkId);
    const added = (await listFrameworks(ctx)).items.find(
      (one) => one.isMine && one.name === framework.name,
    );
    if (!added) throw new DomainError('not-found', 'This framework was removed.');
    return added;
  });
}

/** A framework is its own record, visible only to its owner. */
async function recordFramework(
  ctx: Context,
  framework: ReadFramework,
  frameworkId: string | undefined,
): Promise<void> {
  const values = { competencies: jsonb(framework.competencies), added_at: ctx.clock.now() };
  const taken =
    frameworkId &&
    (await ctx.db
      .selectFrom('story_framework')
      .select('id')
      .where('id', '=', frameworkId)
      .executeTakeFirst());
  if (taken) throw new DomainError('conflict', 'ID already in use. Add the framework without one.');
  await ctx.db
    .insertInto('story_framework')
    .values({
      id: frameworkId ?? ctx.ids.next(),
      account_id: ownAccount(ctx),
      name: framework.name,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet(values))
    .execute();
}

/**
 * Removes one of the actor's own frameworks; stories keep the names of its competencies. Errors:
 * `not-found`.
 */
export async function removeFramework(ctx: Context, input: { frameworkId: string }): Promise<void> {
  const accountId = await authorize(ctx, 'story:write', ownAccount(ctx));
  const result = await ctx.db
    .deleteFrom('story_framework')
    .where('id', '=', input.frameworkId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) throw new DomainError('not-found', 'Framework not found.');
}
