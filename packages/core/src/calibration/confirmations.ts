import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';
import { personIdsNow } from '../identity/index.ts';
import { loadSubjects } from './entries.ts';

/** Accounts, and the people that they are. */
export interface Owners {
  accountIds: readonly string[];
  personIds: readonly string[];
}

/**
 * How many people confirmed each event and finding in its current words, by its id, without those of its
 * owners: what someone says about themselves is not confirmed by them. The caller has checked that
 * the actor can see the incident.
 */
export async function countConfirmations(
  ctx: Context,
  incident: IncidentRow,
  itemIds: readonly string[],
  owners: Owners,
): Promise<Map<string, number>> {
  const entries = itemIds.flatMap((id) => [`event:${id}`, `finding:${id}`]);
  if (entries.length === 0) return new Map();
  const answers = await ctx.db
    .selectFrom('calibration_answer')
    .innerJoin('calibration_request', 'calibration_request.id', 'calibration_answer.request_id')
    .select(['entry', 'seen', 'person_id', 'account_id'])
    .where('incident_id', '=', incident.id)
    .where('finished_at', 'is not', null)
    .where('verdict', '=', 'confirmed')
    .where('entry', 'in', entries)
    .execute();
  if (answers.length === 0) return new Map();
  const now = await personIdsNow(
    ctx,
    answers.map((answer) => answer.person_id),
  );
  const others = answers.filter(
    ({ person_id: id, account_id: account }) =>
      !owners.personIds.includes(now.get(id) ?? id) &&
      (account === null || !owners.accountIds.includes(account)),
  );
  const { all } = await loadSubjects(ctx, incident);
  return new Map(
    all.flatMap(({ id, targetId, seen }) => {
      const people = others.filter((answer) => answer.entry === id && answer.seen === seen);
      return people.length === 0 ? [] : [[targetId, people.length] as const];
    }),
  );
}
