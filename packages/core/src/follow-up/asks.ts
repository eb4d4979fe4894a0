import type { FollowUpAsk, PolicyTrial } from '@debrief/contract';
import { severityNumber } from '@debrief/rules/review';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { loadJudges, type FollowUpFacts, type Judge } from '../policy/index.ts';
import { dayMs, toUtcDay } from './present.ts';
import { selectFollowUps } from './select.ts';

/** How many follow-ups are judged for one list. */
export const mostJudged = 1_000;
const mostShown = 50;

/**
 * What policies ask about follow-ups, by id. No policy asks about one that won't be done. The
 * caller has checked that the actor can see them.
 */
export async function loadAsks(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, FollowUpAsk[]>> {
  const judges = ids.length === 0 ? [] : await loadJudges(ctx, 'follow-up');
  if (judges.length === 0) return new Map();
  const asks = (await readFacts(ctx, ids)).map(({ id, facts }) => {
    const found = judges.flatMap(({ id: policyId, name, sentence, judge }): FollowUpAsk[] => {
      const { applies, problem } = judge(facts);
      return applies || problem !== null ? [{ policyId, name, sentence, problem }] : [];
    });
    return [id, found] as const;
  });
  return new Map(asks);
}

/**
 * What an expression says about the follow-ups that the actor can see, the latest first: those that
 * it applies to or has no answer for.
 */
export async function tryOnFollowUps(ctx: Context, judge: Judge['judge']): Promise<PolicyTrial> {
  const rows = await (
    await selectFollowUps(ctx, {})
  )
    .select('id')
    .where('state', '<>', 'wont-do')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostJudged)
    .execute();
  const judged = (
    await readFacts(
      ctx,
      rows.map(({ id }) => id),
    )
  ).map((one) => ({ ...one, ...judge(one.facts) }));
  return {
    problem: null,
    checked: judged.length,
    applies: judged.filter(({ applies }) => applies).length,
    items: judged
      .filter(({ applies, problem }) => applies || problem !== null)
      .slice(0, mostShown)
      .map(({ id, text, incident, applies, problem }) => ({
        incidentRef: `INC-${incident.number}`,
        incidentTitle: incident.title,
        followUp: { id, text },
        applies,
        problem,
        depth: null,
      })),
  };
}

/** In the order of the ids. */
async function readFacts(
  ctx: Context,
  ids: readonly string[],
): Promise<{ id: string; text: string; incident: IncidentRow; facts: FollowUpFacts }[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select(['id', 'incident_id', 'text', 'intent', 'state', 'due_on', 'created_at'])
    .select(({ exists, selectFrom }) => [
      sql<boolean>`owner is not null`.as('hasOwner'),
      sql<boolean>`done_when <> ''`.as('hasDoneWhen'),
      sql<boolean>`tracker_url is not null`.as('hasTicket'),
      exists(
        selectFrom('safeguard')
          .select('safeguard.id')
          .whereRef('safeguard.follow_up_id', '=', 'follow_up.id')
          .whereRef('safeguard.incident_id', '=', 'follow_up.incident_id')
          .where('safeguard.removed_at', 'is', null),
      ).as('hasSafeguard'),
      exists(
        selectFrom('issue_link')
          .select('follow_up_id')
          .whereRef('issue_link.follow_up_id', '=', 'follow_up.id')
          .where('is_deleted', '=', false),
      ).as('hasIssue'),
    ])
    .where('state', '<>', 'wont-do')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  const incidents = await incidentsByIds(ctx, [...new Set(rows.map((row) => row.incident_id))]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const now = ctx.clock.now();
  const today = Date.parse(toUtcDay(now));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const incident = row && incidents.get(row.incident_id);
    if (!row || !incident) return [];
    const { state, intent, due_on: dueOn, hasOwner, hasDoneWhen } = row;
    const facts: FollowUpFacts = {
      severity: severityNumber(incident.severity),
      status: incident.status,
      mode: incident.mode,
      services: incident.services,
      intent,
      state,
      isFinished: state === 'done' || state === 'verified',
      isVerified: state === 'verified',
      hasOwner,
      hasDoneWhen,
      hasSafeguard: row.hasSafeguard === true,
      isInTracker: row.hasTicket || row.hasIssue === true,
      dueOn,
      daysUntilDue: dueOn === null ? null : Math.round((Date.parse(dueOn) - today) / dayMs),
      ageDays: Math.floor((now.getTime() - row.created_at.getTime()) / dayMs),
    };
    return [{ id, text: row.text, incident, facts }];
  });
}
