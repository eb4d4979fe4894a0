import {
  type PublishedVersion,
  type VersionContent,
  type VersionVisibility,
  DomainError,
} from '@debrief/contract';
import { sql, type RawBuilder, type Selectable } from 'kysely';
import { accountsByIds } from '../../account/index.ts';
import {
  may,
  type Authorized,
  incidentIdsHiddenFrom,
  incidentIdsSeenBy,
} from '../../access/index.ts';
import { getAccountId, actorRef, type Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { incidentByRef, type IncidentRow } from '../../incident/index.ts';
import type { ReportTables } from '../tables.ts';

export type VersionRow = Selectable<ReportTables['published_version']>;

const wordsPerMinute = 230;

/**
 * Of the versions of visible incidents: internal ones, and restricted ones that name the actor or
 * that the actor published. Roles make no difference.
 */
function isFor(ctx: Context, table: 'published_version' | 'newer'): RawBuilder<boolean> {
  if (ctx.actor.type === 'operator' || ctx.actor.type === 'system' || ctx.actor.type === 'job')
    return sql<boolean>`true`;
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return sql<boolean>`false`;
  const of = (column: string) => sql.ref(`${table}.${column}`);
  return sql<boolean>`(${of('visibility')} = 'internal' or ${of('published_by')} ->> 'id' = ${accountId} or ${accountId}::uuid = any(${of('readers')}))`;
}

/** A condition on a published version of a visible incident: whether the actor can read it now. */
export function isReadBy(ctx: Context, table: 'published_version' | 'newer'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.unpublished_at`)} is null and ${isFor(ctx, table)}`;
}

/** The versions of visible incidents that the actor can see. */
function visibleVersions(ctx: Context) {
  return ctx.db
    .selectFrom('published_version')
    .where('published_version.incident_id', 'in', incidentIdsSeenBy(ctx))
    .where(isFor(ctx, 'published_version'));
}

/** A subquery of the ids of versions that the actor can read now. */
export function versionIdsSeenBy(ctx: Context) {
  return visibleVersions(ctx)
    .where('published_version.unpublished_at', 'is', null)
    .select('published_version.id');
}

/** Those of these incidents with a published version that the actor can read now. */
export async function filterPublished(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Set<string>> {
  if (incidentIds.length === 0) return new Set();
  const rows = await visibleVersions(ctx)
    .select('published_version.incident_id')
    .distinct()
    .where('published_version.unpublished_at', 'is', null)
    .where('published_version.incident_id', 'in', [...incidentIds])
    .execute();
  return new Set(rows.map((row) => row.incident_id));
}

/** How many versions this account published, by visible incident. */
export async function countVersionsPublishedBy(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('published_version')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`published_by ->> 'id' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}

export interface VersionInIncident {
  incident: IncidentRow;
  row: VersionRow;
  newest: number;
}

function versionNotFound(incident: IncidentRow, number: number | undefined): DomainError {
  const what = number === undefined ? 'Published version not found' : `Version ${number} not found`;
  return new DomainError(
    'not-found',
    `${what} for INC-${incident.number}, or you don't have access.`,
  );
}

/**
 * A published version that the actor can see, including unpublished ones; without a number, the
 * newest active one. Errors: `not-found`.
 */
export async function loadVersion(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<VersionInIncident> {
  const incident = await incidentByRef(ctx, input.incident);
  const newest = await newestNumber(ctx, incident.id);
  const number = input.number ?? newest;
  const row = await visibleVersions(ctx)
    .selectAll('published_version')
    .where('published_version.incident_id', '=', incident.id)
    .where('published_version.number', '=', number)
    .executeTakeFirst();
  if (!row) throw versionNotFound(incident, input.number);
  return { incident, row, newest };
}

/** Like `loadVersion`; an unpublished version is `not-found` with that reason. */
export async function loadActiveVersion(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<VersionInIncident> {
  const found = await loadVersion(ctx, input);
  if (found.row.unpublished_at !== null)
    throw new DomainError(
      'not-found',
      `Version ${found.row.number} of INC-${found.incident.number} was unpublished: ${found.row.unpublish_reason ?? ''}`,
    );
  return found;
}

/** 0 if there is none. */
async function newestNumber(ctx: Context, incidentId: string): Promise<number> {
  const row = await visibleVersions(ctx)
    .select('published_version.number')
    .where('published_version.incident_id', '=', incidentId)
    .where('published_version.unpublished_at', 'is', null)
    .orderBy('published_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The number of the next version: numbers are never reused. */
export async function nextNumber(ctx: Context, incidentId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('published_version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  return Number(row?.number ?? 0) + 1;
}

export async function loadVersions(ctx: Context, incidentId: string): Promise<VersionRow[]> {
  let query = visibleVersions(ctx)
    .selectAll('published_version')
    .where('published_version.incident_id', '=', incidentId)
    .orderBy('published_version.number', 'desc');
  if (!may(ctx.actor, 'incident:write'))
    query = query.where('published_version.unpublished_at', 'is', null);
  return query.execute();
}

/** The newest version before this number that the actor can read now. */
export async function loadVersionBefore(
  ctx: Context,
  incidentId: string,
  number: number,
): Promise<VersionRow | undefined> {
  return visibleVersions(ctx)
    .selectAll('published_version')
    .where('published_version.incident_id', '=', incidentId)
    .where('published_version.unpublished_at', 'is', null)
    .where('published_version.number', '<', number)
    .orderBy('published_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface NewVersion {
  number: number;
  title: string;
  summary: string;
  content: VersionContent;
  words: number;
  articleWords: number;
  visibility: VersionVisibility;
  readers: string[];
}

export async function insertVersion(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  version: NewVersion,
): Promise<VersionRow> {
  return ctx.db
    .insertInto('published_version')
    .values({
      id: ctx.ids.next(),
      incident_id: incident.id,
      number: version.number,
      title: version.title,
      summary: version.summary,
      content: jsonb(version.content),
      words: version.words,
      article_words: version.articleWords,
      visibility: version.visibility,
      readers: version.readers,
      published_at: ctx.clock.now(),
      published_by: jsonb(actorRef(ctx.actor)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Errors: `conflict` if someone else was faster. */
export async function saveUnpublished(
  ctx: Context,
  { row }: Authorized<VersionInIncident>,
  reason: string,
): Promise<VersionRow> {
  const saved = await ctx.db
    .updateTable('published_version')
    .set({
      unpublished_at: ctx.clock.now(),
      unpublished_by: jsonb(actorRef(ctx.actor)),
      unpublish_reason: reason,
    })
    .where('id', '=', row.id)
    .where('unpublished_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!saved) throw new DomainError('conflict', `Version ${row.number} is already unpublished.`);
  return saved;
}

/** When and why a version was unpublished, and the name of the account. */
export function presentUnpublishing(row: VersionRow): PublishedVersion['unpublished'] {
  if (!row.unpublished_at || !row.unpublished_by) return null;
  return {
    at: row.unpublished_at.toISOString(),
    by: row.unpublished_by,
    reason: row.unpublish_reason ?? '',
  };
}

export async function presentVersions(
  ctx: Context,
  incident: IncidentRow,
  rows: readonly VersionRow[],
  newest: number,
): Promise<PublishedVersion[]> {
  const canWrite = may(ctx.actor, 'incident:write');
  const ids = canWrite ? [...new Set(rows.flatMap((row) => row.readers))] : [];
  const names = new Map(
    (await accountsByIds(ctx, ids)).map((account) => [account.id, account.name]),
  );
  return rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    ref: `INC-${incident.number}`,
    number: row.number,
    title: row.title,
    summary: row.summary,
    visibility: row.visibility,
    readers:
      row.visibility === 'restricted' && canWrite
        ? row.readers.map((accountId) => ({
            accountId,
            name: names.get(accountId) ?? 'an account from another Debrief',
          }))
        : null,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
    unpublished: presentUnpublishing(row),
    isNewest: row.number === newest,
    path: `/reviews/INC-${incident.number}/${row.number}`,
    words: row.words,
    minutes: { article: minutesToRead(row.article_words), all: minutesToRead(row.words) },
    can: {
      unpublish: canWrite && row.unpublished_at === null,
      ask: getAccountId(ctx.actor) !== null,
      answer: canWrite,
    },
  }));
}

export async function presentVersion(
  ctx: Context,
  { incident, row, newest }: VersionInIncident,
): Promise<PublishedVersion> {
  const [version] = await presentVersions(ctx, incident, [row], newest);
  if (!version) throw versionNotFound(incident, row.number);
  return version;
}

export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / wordsPerMinute));
}
