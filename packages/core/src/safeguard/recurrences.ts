import type { FollowUp, Recurrence, RecurrenceMatch } from '@debrief/contract';
import type { Context } from '../context.ts';
import {
  findFiredAlerts,
  findRepeatedErrors,
  listCitedAlerts,
  listCitedErrors,
  type FiredAlert,
} from '../evidence/index.ts';
import { listAllFollowUps, listFollowUps } from '../follow-up/index.ts';
import { presentFirings } from './firings.ts';

const mostMatches = 100;
/** Of the own follow-ups, those that were added last. */
const mostOwn = 50;
/**
 * Errors are searched for the follow-ups of an incident that were done last: this is slower than
 * alerts, so that `listOwnRecurrences`, which Home waits for, leaves them out.
 */
const mostWithErrors = 20;

export interface FollowUpRecurrence extends Recurrence {
  followUp: FollowUp;
}

/**
 * What came back after a follow-up of an incident was done or verified: alerts of its safeguards, and
 * alerts and errors that its factor cites; the one that was done last first. Errors: `not-found`.
 */
export async function listIncidentRecurrences(
  ctx: Context,
  input: { incident: string },
): Promise<FollowUpRecurrence[]> {
  return findRecurrences(ctx, (await listFollowUps(ctx, input)).items, mostWithErrors);
}

/** The account's follow-ups whose alerts fired again, if no one was asked about it. */
export async function listOwnRecurrences(
  ctx: Context,
): Promise<{ followUp: FollowUp; matches: RecurrenceMatch[] }[]> {
  const own: FollowUp[] = [];
  for (const state of ['done', 'verified'] as const) {
    const filter = { owner: 'me', state, sort: '-age', limit: mostOwn } as const;
    own.push(...(await listAllFollowUps(ctx, filter)).items);
  }
  const found = await findRecurrences(ctx, own, 0);
  return found.filter(({ matches }) => matches.length > 0);
}

async function findRecurrences(
  ctx: Context,
  all: readonly FollowUp[],
  withErrors: number,
): Promise<FollowUpRecurrence[]> {
  const watching = all
    .filter(({ state }) => state === 'done' || state === 'verified')
    .toSorted((one, other) => other.stateAt.localeCompare(one.stateAt));
  const since = watching.at(-1)?.stateAt;
  if (since === undefined) return [];
  const names = await listWatchedAlerts(ctx, watching);
  const wanted = { names: [...new Set([...names.values()].flat())], since: new Date(since) };
  const fired = await findFiredAlerts(ctx, wanted);
  const repeated = await findErrors(ctx, watching.slice(0, withErrors));
  const found: FollowUpRecurrence[] = [];
  for (const followUp of watching) {
    const alerts = names.get(followUp.id) ?? [];
    const errors = repeated.get(followUp.id) ?? [];
    const known = new Set(listKnownIds(followUp));
    const own = fired.filter(
      ({ id, name, at }) =>
        alerts.includes(name) && at.toISOString() > followUp.stateAt && !known.has(id),
    );
    const lines = new Map(errors.flatMap(({ items }) => items.map((line) => [line.id, line])));
    for (const { id } of own) lines.delete(id);
    const newest = [...own, ...lines.values()]
      .toSorted((one, other) => other.at.getTime() - one.at.getTime())
      .slice(0, mostMatches);
    const shown = await presentFirings(ctx, { id: followUp.incidentId }, newest);
    const matches = shown.map((match): RecurrenceMatch => {
      return { ...match, what: lines.has(match.id) ? 'error' : 'alert' };
    });
    found.push({ followUp, followUpId: followUp.id, alerts, errors: errors.length, matches });
  }
  return found;
}

/** What someone was asked about. */
const listKnownIds = ({ recurrences }: FollowUp) =>
  recurrences?.flatMap(({ evidenceIds }) => evidenceIds) ?? [];

/** By follow-up: for each error that its factor cites, where it occurred since. */
async function findErrors(
  ctx: Context,
  followUps: readonly FollowUp[],
): Promise<Map<string, { items: Omit<FiredAlert, 'name'>[] }[]>> {
  const cited = await listCitedErrors(
    ctx,
    followUps.flatMap(({ origin }) => origin?.findingId ?? []),
  );
  const watched = followUps.flatMap((followUp) =>
    (cited.get(followUp.origin?.findingId ?? '') ?? []).map((signature) => ({
      followUpId: followUp.id,
      claimId: followUp.origin?.findingId ?? '',
      signature,
      since: followUp.stateAt,
      knownIds: listKnownIds(followUp),
    })),
  );
  const found = await findRepeatedErrors(ctx, watched);
  const all = watched.map(({ followUpId }, index) => ({ followUpId, items: found[index] ?? [] }));
  return Map.groupBy(all, ({ followUpId }) => followUpId);
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
