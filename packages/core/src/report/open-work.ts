import type { ActorRef } from '@debrief/contract';
import { sql } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
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

export interface VersionName {
  id: string;
  incidentId: string;
  title: string;
  number: number;
  publishedAt: Date;
  publishedBy: ActorRef;
}

/**
 * The newest version of each incident that the actor can read, the newest first; those that were
 * published from a time, until another.
 */
export async function versionsPublished(
  ctx: Context,
  { from, until, limit }: { from?: Date; until?: Date; limit: number },
): Promise<VersionName[]> {
  const latest = ctx.db
    .selectFrom('published_version')
    .distinctOn('incident_id')
    .select([
      'id',
      'incident_id as incidentId',
      'title',
      'number',
      'published_at as publishedAt',
      'published_by as publishedBy',
    ])
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('id', 'in', versionIdsSeenBy(ctx))
    .orderBy('incident_id')
    .orderBy('number', 'desc');
  let query = ctx.db
    .selectFrom(latest.as('latest'))
    .selectAll()
    .orderBy('publishedAt', 'desc')
    .limit(limit);
  if (from) query = query.where('publishedAt', '>', from);
  if (until) query = query.where('publishedAt', '<=', until);
  return query.execute();
}

/** Answers to questions that the actor asked, of versions that it can read now, the newest first. */
export async function listAnsweredQuestions(
  ctx: Context,
  since: Date,
  limit: number,
): Promise<
  { id: string; incidentId: string; text: string; answeredBy: ActorRef; answeredAt: Date }[]
> {
  const rows = await ctx.db
    .selectFrom('reader_question')
    .innerJoin('published_version', 'published_version.id', 'reader_question.published_version_id')
    .select([
      'reader_question.id as id',
      'incident_id as incidentId',
      'text',
      'answered_by as answeredBy',
      'answered_at as answeredAt',
    ])
    .where(sql<boolean>`asked_by ->> 'id' = ${getAccountId(ctx.actor)}`)
    .where('published_version.id', 'in', versionIdsSeenBy(ctx))
    .where('answered_at', '>', since)
    .where('withdrawn_at', 'is', null)
    .orderBy('answered_at', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ answeredBy, answeredAt, ...row }) =>
    answeredBy && answeredAt ? [{ ...row, answeredBy, answeredAt }] : [],
  );
}
