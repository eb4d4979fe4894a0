import type { ActivityKind } from '@debrief/contract';
import { sql } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';

/** The visible incidents that an account changed, last changed first. */
export async function incidentsChangedBy(
  ctx: Context,
  accountId: string,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('activity')
    .select('incident_id as id')
    .where(sql<boolean>`actor ->> 'id' = ${accountId}`)
    .where('incident_id', 'is not', null)
    .where('is_imported', '=', false)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .groupBy('incident_id')
    .orderBy(sql`max(activity.id)`, 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => row.id ?? []);
}

/** Which of these kinds of activity an account has done. */
export async function kindsDoneBy(
  ctx: Context,
  accountId: string,
  kinds: readonly ActivityKind[],
): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('activity')
    .select('kind')
    .distinct()
    .where(sql<boolean>`actor ->> 'id' = ${accountId}`)
    .where('incident_id', 'is not', null)
    .where('is_imported', '=', false)
    .where('kind', 'in', [...kinds])
    .execute();
  return new Set(rows.map((row) => row.kind));
}
