import type { Safeguard } from '@debrief/contract';
import { sql } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { presentItems } from '../item/index.ts';
import { safeguardItem } from './item.ts';

/** Those of these safeguards that the actor can see, of any incident. */
export async function findSafeguards(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Safeguard>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('safeguard')
    .select(['id', 'incident_id'])
    .where('id', 'in', [...new Set(ids)])
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .execute();
  const found = new Map<string, Safeguard>();
  for (const [incidentId, own] of Map.groupBy(rows, (row) => row.incident_id)) {
    const incident = await incidentByRef(ctx, incidentId);
    const ids = own.map(({ id }) => id);
    for (const one of await presentItems(ctx, incident, safeguardItem, ids)) found.set(one.id, one);
  }
  return found;
}

/**
 * How many runs of these safeguards judged data in the last days, by days before now. Runs that
 * could not judge are none. The caller has checked that the safeguards are visible.
 */
export async function countJudgedRuns(
  ctx: Context,
  ids: readonly string[],
  days: number,
): Promise<Map<string, Map<number, number>>> {
  if (ids.length === 0) return new Map();
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - days * 86_400_000);
  const day = sql<number>`floor(extract(epoch from (${now}::timestamptz - at)) / 86400)::int`;
  const rows = await ctx.db
    .selectFrom('gate_run')
    .select(({ fn }) => ['safeguard_id', day.as('day'), fn.countAll<string>().as('runs')])
    .where('safeguard_id', 'in', [...ids])
    .where('verdict', 'in', ['passed', 'warned', 'halted'])
    .where('at', '>', since)
    .where('at', '<=', now)
    .groupBy(['safeguard_id', 'day'])
    .execute();
  const counts = new Map<string, Map<number, number>>();
  for (const { safeguard_id: id, day, runs } of rows)
    counts.set(id, (counts.get(id) ?? new Map<number, number>()).set(day, Number(runs)));
  return counts;
}
