import { DomainError, type CodingRound } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { incidentIdsSeenBy, mayIn } from '../access/index.ts';
import { accountsByIds } from '../account/index.ts';
import { getAccountId, plainActorRef, type Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import type { CodingTables } from './tables.ts';

export type RoundRow = Selectable<CodingTables['coding_round']>;
export type AnswerRow = Selectable<CodingTables['coding_answer']>;

/** A round with its coders and incident. */
export interface LoadedRound {
  round: RoundRow;
  coders: AnswerRow[];
  incident: IncidentRow;
}

export const isDone = (coders: readonly AnswerRow[]) =>
  coders.every((coder) => coder.done_at !== null);

/** A round of a visible incident; for a change, locked until the transaction ends. Errors: `not-found`. */
export async function loadRound(ctx: Context, id: string, isLocked = true): Promise<LoadedRound> {
  const round = await ctx.db
    .selectFrom('coding_round')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!round) throw new DomainError('not-found', 'Round of coding not found.');
  const incident = await incidentByRef(ctx, round.incident_id);
  return { round, coders: await loadCoders(ctx, [round.id]), incident };
}

/** In a fixed order, so that columns of answers stay where they are. */
export function loadCoders(ctx: Context, roundIds: readonly string[]): Promise<AnswerRow[]> {
  if (roundIds.length === 0) return Promise.resolve([]);
  return ctx.db
    .selectFrom('coding_answer')
    .selectAll()
    .where('round_id', 'in', [...roundIds])
    .orderBy('account_id')
    .execute();
}

export async function presentRounds(
  ctx: Context,
  incident: IncidentRow,
  rounds: readonly RoundRow[],
  coders: readonly AnswerRow[],
): Promise<CodingRound[]> {
  const self = getAccountId(ctx.actor);
  const accounts = await accountsByIds(ctx, [...new Set(coders.map((one) => one.account_id))]);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return rounds.map((round) => {
    const own = coders.filter((coder) => coder.round_id === round.id);
    const mine = own.find((coder) => coder.account_id === self);
    return {
      id: round.id,
      incidentId: round.incident_id,
      tagIds: round.tag_ids,
      itemCount: round.items.length,
      coders: own.map((coder) => ({
        accountId: coder.account_id,
        name: names.get(coder.account_id) ?? '',
        coded: Object.keys(coder.answers).length,
        doneAt: coder.done_at?.toISOString() ?? null,
      })),
      isDone: isDone(own),
      createdAt: round.created_at.toISOString(),
      createdBy: plainActorRef(round.created_by),
      can: {
        code: mine?.done_at === null && mayIn(incident, ctx.actor, 'comment:write'),
        change: mayIn(incident, ctx.actor, 'incident:write'),
      },
    };
  });
}
