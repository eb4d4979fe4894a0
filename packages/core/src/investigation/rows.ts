import { DomainError, type FindingType, type FactorLink } from '@debrief/contract';
import { sql } from 'kysely';
import { incidentIdsHiddenFrom, incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';

export async function loadFactorLinks(ctx: Context, incidentId: string): Promise<FactorLink[]> {
  const rows = await ctx.db
    .selectFrom('factor_link')
    .innerJoin('finding as one', 'one.id', 'factor_link.from_id')
    .innerJoin('finding as other', 'other.id', 'factor_link.to_id')
    .select(['factor_link.id', 'factor_link.from_id', 'factor_link.to_id', 'factor_link.kind'])
    .where('factor_link.incident_id', '=', incidentId)
    .where('one.removed_at', 'is', null)
    .where('other.removed_at', 'is', null)
    .orderBy('factor_link.id')
    .execute();
  return rows.map((row) => ({ id: row.id, from: row.from_id, to: row.to_id, kind: row.kind }));
}

/** The findings of some types that are not removed. */
export async function listFindingIds(
  ctx: Context,
  incidentId: string,
  types: readonly FindingType[],
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('finding')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('type', 'in', [...types])
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Errors: `invalid` for a finding that is not an active factor of the incident. */
export async function refuseUnlessFactors(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<void> {
  const type: FindingType = 'factor';
  const rows = await ctx.db
    .selectFrom('finding')
    .select('id')
    .where('id', 'in', [...ids])
    .where('incident_id', '=', incidentId)
    .where('type', '=', type)
    .where('removed_at', 'is', null)
    .execute();
  if (rows.length !== new Set(ids).size)
    throw new DomainError('invalid', 'Select factors of this incident.');
}

/**
 * Active factors and decisions by id, as origins of follow-ups. The caller has checked that the
 * actor can see their incidents.
 */
export async function loadOrigins(
  ctx: Context,
  ids: readonly string[],
): Promise<
  Map<
    string,
    { findingId: string; incidentId: string; type: 'factor' | 'decision'; statement: string }
  >
> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('finding')
    .select(['id', 'incident_id', 'type', 'statement'])
    .where('id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .execute();
  const origins = rows.flatMap((row) =>
    row.type === 'factor' || row.type === 'decision'
      ? [
          {
            findingId: row.id,
            incidentId: row.incident_id,
            type: row.type,
            statement: row.statement,
          },
        ]
      : [],
  );
  return new Map(origins.map((origin) => [origin.findingId, origin]));
}

/** How many findings this account wrote, by visible incident. */
export async function listFindingsByWriter(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('finding')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('removed_at', 'is', null)
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`created_by ->> 'id' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}

/** Visible incidents with a hypothesis that was confirmed or ruled out, also if it was reopened. */
export async function listIncidentsWithDecided(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('finding')
    .select('incident_id')
    .distinct()
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where(
      sql<boolean>`(content @> '{"steps": [{"kind": "confirmed"}]}' or content @> '{"steps": [{"kind": "ruled-out"}]}')`,
    )
    .execute();
  return rows.map((row) => row.incident_id);
}

/**
 * A subquery of the ids of the status updates that confirmed the hypotheses which are confirmed now;
 * citations have them as their part.
 */
export function confirmationStepIds(ctx: Context) {
  const last = sql`jsonb_path_query_array(finding.content, '$.steps[*] ? (@.kind != "tested")') -> -1`;
  return ctx.db
    .selectFrom('finding')
    .select(sql<string>`(${last} ->> 'id')::uuid`.as('id'))
    .where('finding.type', '=', 'hypothesis')
    .where('finding.removed_at', 'is', null)
    .where(sql<boolean>`${last} ->> 'kind' = 'confirmed'`);
}
