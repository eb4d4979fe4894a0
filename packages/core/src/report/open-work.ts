import { sql } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';
import { filterPublished, versionIdsSeenBy } from './published/rows.ts';

/** How much waits in an incident, and since when. */
export interface WorkCount {
  incidentId: string;
  count: number;
  oldestAt: Date;
}

/**
 * The number of unanswered reader questions by incident. The caller has checked that the actor can
 * see these incidents.
 */
export async function countOpenQuestions(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<WorkCount[]> {
  if (incidentIds.length === 0) return [];
  return ctx.db
    .selectFrom('reader_question')
    .innerJoin('published_version', 'published_version.id', 'reader_question.published_version_id')
    .select((eb) => [
      'incident_id as incidentId',
      sql<number>`count(*)::int`.as('count'),
      eb.fn.min('asked_at').as('oldestAt'),
    ])
    .where('incident_id', 'in', [...incidentIds])
    .where('published_version.id', 'in', versionIdsSeenBy(ctx))
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .groupBy('incident_id')
    .orderBy('incident_id')
    .execute();
}

/** The number of open suggestions by incident. The caller has checked that the actor can see these incidents. */
export async function countOpenSuggestions(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<WorkCount[]> {
  if (incidentIds.length === 0) return [];
  return ctx.db
    .selectFrom('suggestion')
    .select((eb) => [
      'incident_id as incidentId',
      sql<number>`count(*)::int`.as('count'),
      eb.fn.min('created_at').as('oldestAt'),
    ])
    .where('incident_id', 'in', [...incidentIds])
    .where('state', '=', 'open')
    .groupBy('incident_id')
    .orderBy('incident_id')
    .execute();
}

/** The stage of each incident's report; incidents without one are not included. */
export async function reportStages(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Map<string, 'draft' | 'published'>> {
  if (incidentIds.length === 0) return new Map();
  const drafts = await ctx.db
    .selectFrom('report')
    .select('incident_id')
    .where('incident_id', 'in', [...incidentIds])
    .execute();
  const published = await filterPublished(ctx, incidentIds);
  return new Map([
    ...drafts.map((row) => [row.incident_id, 'draft'] as const),
    ...[...published].map((id) => [id, 'published'] as const),
  ]);
}

/** The newest versions that the actor can read, one per incident. */
export async function newestVersions(
  ctx: Context,
  limit: number,
): Promise<{ incidentId: string; title: string; number: number; publishedAt: Date }[]> {
  const latest = ctx.db
    .selectFrom('published_version')
    .distinctOn('incident_id')
    .select(['incident_id as incidentId', 'title', 'number', 'published_at as publishedAt'])
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('id', 'in', versionIdsSeenBy(ctx))
    .orderBy('incident_id')
    .orderBy('number', 'desc');
  return ctx.db
    .selectFrom(latest.as('latest'))
    .selectAll()
    .orderBy('publishedAt', 'desc')
    .limit(limit)
    .execute();
}
