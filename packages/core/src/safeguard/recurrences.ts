import type { FollowUp, PastFiring, Recurrence } from '@debrief/contract';
import type { Context } from '../context.ts';
import { findFiredAlerts, listCitedAlerts } from '../evidence/index.ts';
import { listAllFollowUps, listFollowUps } from '../follow-up/index.ts';
import { presentFirings } from './firings.ts';

const mostMatches = 100;
/** Of the own follow-ups, those that were added last. */
const mostOwn = 50;

/**
 * Alerts that fired after a follow-up of an incident was done or verified: those of its safeguards,
 * and those that its factor cites. Errors: `not-found`.
 */
export async function listRecurrences(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Recurrence[] }> {
  const { items } = await listFollowUps(ctx, input);
  return { items: (await findRecurrences(ctx, items)).map(({ followUp: _, ...found }) => found) };
}

/** The account's follow-ups that something came back for, if no one was asked about it. */
export async function listOwnRecurrences(
  ctx: Context,
): Promise<{ followUp: FollowUp; matches: PastFiring[] }[]> {
  const own: FollowUp[] = [];
  for (const state of ['done', 'verified'] as const) {
    const filter = { owner: 'me', state, sort: '-age', limit: mostOwn } as const;
    own.push(...(await listAllFollowUps(ctx, filter)).items);
  }
  return (await findRecurrences(ctx, own)).filter(({ matches }) => matches.length > 0);
}

async function findRecurrences(
  ctx: Context,
  all: readonly FollowUp[],
): Promise<(Recurrence & { followUp: FollowUp })[]> {
  const watching = all.filter(({ state }) => state === 'done' || state === 'verified');
  const names = await listWatchedAlerts(ctx, watching);
  const [since] = watching.map(({ stateAt }) => stateAt).toSorted();
  if (since === undefined) return [];
  const wanted = { names: [...new Set([...names.values()].flat())], since: new Date(since) };
  const fired = await findFiredAlerts(ctx, wanted);
  const found: (Recurrence & { followUp: FollowUp })[] = [];
  for (const followUp of watching) {
    const alerts = names.get(followUp.id) ?? [];
    const known = new Set(followUp.recurrences?.flatMap(({ evidenceIds }) => evidenceIds));
    const own = fired
      .filter(
        ({ id, name, at }) =>
          alerts.includes(name) && at.toISOString() > followUp.stateAt && !known.has(id),
      )
      .slice(0, mostMatches);
    const matches = await presentFirings(ctx, { id: followUp.incidentId }, own);
    found.push({ followUp, followUpId: followUp.id, alerts, matches });
  }
  return found;
}

/** By follow-up. A safeguard of another incident is none of it. */
async function listWatchedAlerts(
  ctx: Context,
  followUps: readonly FollowUp[],
): Promise<Map<string, string[]>> {
  if (followUps.length === 0) return new Map();
  const safeguards = await ctx.db
    .selectFrom('safeguard')
    .select(['follow_up_id', 'incident_id', 'alert'])
    .where(
      'follow_up_id',
      'in',
      followUps.map(({ id }) => id),
    )
    .where('removed_at', 'is', null)
    .where('alert', '<>', '')
    .execute();
  const cited = await listCitedAlerts(
    ctx,
    followUps.flatMap(({ origin }) => origin?.findingId ?? []),
  );
  return new Map(
    followUps.map(({ id, incidentId, origin }) => [
      id,
      [
        ...new Set([
          ...safeguards
            .filter((one) => one.follow_up_id === id && one.incident_id === incidentId)
            .map(({ alert }) => alert),
          ...cited.filter(({ claimId }) => claimId === origin?.findingId).map(({ name }) => name),
        ]),
      ],
    ]),
  );
}
