import {
  DomainError,
  StartCoding,
  type CodingRoundInFull,
  type CodingRounds,
} from '@debrief/contract';
import { authorize, mayIn } from '../access/index.ts';
import { accountsByIds } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { incidentByRef, isSeenBy, type IncidentRow } from '../incident/index.ts';
import { loadReplacements } from '../tag/index.ts';
import { verb } from '../verb.ts';
import { presentRound } from './present-round.ts';
import { loadCoders, loadRound, presentRounds } from './round-rows.ts';
import { findItems } from './targets.ts';

/** The rounds of an incident, newest first. Errors: `not-found`. */
export async function listCoding(ctx: Context, input: { incident: string }): Promise<CodingRounds> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const rounds = await ctx.db
    .selectFrom('coding_round')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const coders = await loadCoders(
    ctx,
    rounds.map((round) => round.id),
  );
  return {
    items: await presentRounds(ctx, incident, rounds, coders),
    can: { start: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

/** A round: with your answers, or with all if all coders are done. Errors: `not-found`. */
export async function getCoding(ctx: Context, { id }: { id: string }): Promise<CodingRoundInFull> {
  const loaded = await loadRound(ctx, id, false);
  await authorize(ctx, 'incident:read', loaded.incident);
  return presentRound(ctx, loaded);
}

const mostRounds = 100;

/**
 * Starts a round. Errors: `invalid`, `not-found` for a tag or an item, `forbidden`; `invalid` for
 * a coder who doesn't see the incident; `conflict` for a tag that is archived or merged.
 */
export const startCoding = verb(StartCoding, async (ctx, input): Promise<CodingRoundInFull> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const tagIds = [...new Set(input.tagIds)];
  await checkTags(ctx, tagIds);
  const coders = await checkCoders(ctx, incident, [...new Set(input.coders)]);
  const found = await findItems(ctx, incident, input.items);
  const items = [
    ...new Map(
      input.items.map(({ kind, id }) => {
        const stored = found.get(id);
        if (stored === undefined)
          throw new DomainError('not-found', `This ${kind} is not in INC-${incident.number}.`);
        return [stored, { kind, id: stored }];
      }),
    ).values(),
  ];
  const id = input.id ?? ctx.ids.next();
  const same = await ctx.db
    .selectFrom('coding_round')
    .select(['id', 'incident_id'])
    .where('incident_id', '=', incident.id)
    .execute();
  if (same.some((round) => round.id === id)) return presentRound(ctx, await loadRound(ctx, id));
  if (same.length >= mostRounds)
    throw new DomainError('conflict', `An incident has up to ${mostRounds} rounds. Remove one.`);
  const inserted = await ctx.db
    .insertInto('coding_round')
    .values({
      id,
      incident_id: incident.id,
      tag_ids: jsonb(tagIds),
      items: jsonb(items),
      created_at: ctx.clock.now(),
      created_by: jsonb(actorRef(ctx.actor)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new DomainError('conflict', 'ID already in use. Send a new one.');
  await ctx.db
    .insertInto('coding_answer')
    .values(coders.map((accountId) => ({ round_id: id, account_id: accountId, done_at: null })))
    .execute();
  await record(ctx, {
    kind: 'coding.started',
    incidentId: incident.id,
    subjectId: id,
    after: { tags: tagIds.length, items: items.length, coders: coders.length },
  });
  return presentRound(ctx, await loadRound(ctx, id));
});

async function checkTags(ctx: Context, tagIds: readonly string[]): Promise<void> {
  const replacements = await loadReplacements(ctx);
  for (const id of tagIds) {
    const tag = replacements.get(id);
    if (!tag) throw new DomainError('not-found', 'Tag not found.');
    if (tag.id !== id || tag.isArchived)
      throw new DomainError(
        'conflict',
        `A tag of this round is archived or merged into “${tag.name}”. Select another one.`,
      );
  }
}

async function checkCoders(
  ctx: Context,
  incident: IncidentRow,
  accountIds: string[],
): Promise<string[]> {
  const refuse = (message: string) =>
    new DomainError('invalid', message, { issues: [{ at: 'coders', message }] });
  if (accountIds.length < 2) throw refuse('Select two coders or more.');
  const accounts = (await accountsByIds(ctx, accountIds)).filter((one) => !one.is_disabled);
  if (accounts.length < accountIds.length)
    throw refuse('Account not found or disabled. Select another coder.');
  for (const account of accounts)
    if (!(await isSeenBy(ctx, incident, account.id)))
      throw refuse(
        `${account.name} doesn't see this private incident. Add them as a member first.`,
      );
  return accountIds;
}
