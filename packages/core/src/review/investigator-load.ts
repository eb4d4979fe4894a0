import { SetTraining, type InvestigatorLoad, type Training } from '@debrief/contract';
import { findTraining } from '@debrief/rules/review';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { accountById, listActiveAccounts } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { listAccepted } from './rows.ts';

const mostAccounts = 1_000;

export type Load = Pick<InvestigatorLoad, 'doing' | 'done' | 'training' | 'incidents'>;

/**
 * What each account does: the accepted reviews of visible incidents, those that are closed and those
 * that are not, without those of one incident, and how far its training is.
 */
export async function readLoad(
  ctx: Context,
  without: string | null = null,
): Promise<(accountId: string) => Load> {
  const accepted = (await listAccepted(ctx)).filter(({ incidentId }) => incidentId !== without);
  const ids = [...new Set(accepted.map(({ incidentId }) => incidentId))];
  const incidents = await incidentsByIds(ctx, ids);
  const rows = await ctx.db.selectFrom('review_training').select(['account_id', 'stage']).execute();
  const stages = new Map(rows.map((row) => [row.account_id, row.stage]));
  const byAccount = Map.groupBy(accepted, ({ accountId }) => accountId);
  return (accountId) => {
    const own = (byAccount.get(accountId) ?? []).flatMap(
      ({ incidentId }) => incidents.get(incidentId) ?? [],
    );
    const open = own.filter(({ status }) => status !== 'closed');
    const done = own.length - open.length;
    return {
      doing: open.length,
      done,
      training: findTraining(stages.get(accountId) ?? null, done),
      incidents: open.map(({ number, title }) => ({ ref: `INC-${number}`, title })),
    };
  };
}

/** Everyone who can investigate, by name: a list of people is never a ranking. Errors: `not-signed-in`. */
export async function listInvestigators(
  ctx: Context,
): Promise<{ items: InvestigatorLoad[]; canTrain: boolean }> {
  refuseUnless(ctx, 'incident:read');
  const load = await readLoad(ctx);
  const accounts = await listActiveAccounts(ctx, mostAccounts);
  const items = accounts
    .map(({ id, name, team }) => ({ accountId: id, name, team, ...load(id) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return { items, canTrain: may(ctx.actor, 'access:manage') };
}

/** Sets how far the training of an account is. Errors: `invalid`, `not-found`, `forbidden`. */
export const setTraining = verb(
  SetTraining,
  async (ctx, { accountId, stage }): Promise<Training> => {
    const account = await authorize(ctx, 'access:manage', accountById(ctx, accountId));
    const before = await ctx.db
      .selectFrom('review_training')
      .select('stage')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (stage === null)
      await ctx.db.deleteFrom('review_training').where('account_id', '=', accountId).execute();
    else {
      const set = { stage, set_at: ctx.clock.now(), set_by: actorRef(ctx.actor) };
      await ctx.db
        .insertInto('review_training')
        .values({ account_id: accountId, ...set })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(set))
        .execute();
    }
    await record(ctx, {
      kind: 'review-training.set',
      incidentId: null,
      subjectId: accountId,
      before: { name: account.name, stage: before?.stage ?? null },
      after: { name: account.name, stage },
    });
    return (await readLoad(ctx))(accountId).training;
  },
);
