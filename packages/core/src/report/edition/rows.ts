import {
  type Edition,
  type EditionContent,
  type EditionVisibility,
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

export type EditionRow = Selectable<ReportTables['edition']>;

const wordsPerMinute = 230;

/** Of the editions of visible incidents: internal ones, and of restricted ones those that name the actor or that they published. A role opens none. */
function isFor(ctx: Context, edition: 'edition' | 'newer'): RawBuilder<boolean> {
  if (ctx.actor.type === 'operator' || ctx.actor.type === 'system' || ctx.actor.type === 'job')
    return sql<boolean>`true`;
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return sql<boolean>`false`;
  const of = (column: string) => sql.ref(`${edition}.${column}`);
  return sql<boolean>`(${of('visibility')} = 'internal' or ${of('published_by')} ->> 'id' = ${accountId} or ${accountId}::uuid = any(${of('readers')}))`;
}

/** As a condition on an edition of a visible incident: whether the actor may read it now. */
export function isReadBy(ctx: Context, edition: 'edition' | 'newer'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${edition}.unpublished_at`)} is null and ${isFor(ctx, edition)}`;
}

/** The editions that exist for this actor, of incidents that they see. */
function visibleEditions(ctx: Context) {
  return ctx.db
    .selectFrom('edition')
    .where('edition.incident_id', 'in', incidentIdsSeenBy(ctx))
    .where(isFor(ctx, 'edition'));
}

/** A subquery of the ids of the editions that the actor may read now. */
export function editionIdsSeenBy(ctx: Context) {
  return visibleEditions(ctx).where('edition.unpublished_at', 'is', null).select('edition.id');
}

/** Those of these incidents of which the actor may read an edition now. */
export async function publishedAmong(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Set<string>> {
  if (incidentIds.length === 0) return new Set();
  const rows = await visibleEditions(ctx)
    .select('edition.incident_id')
    .distinct()
    .where('edition.unpublished_at', 'is', null)
    .where('edition.incident_id', 'in', [...incidentIds])
    .execute();
  return new Set(rows.map((row) => row.incident_id));
}

/** How many editions this account published, by incident; of the incidents that the actor sees. */
export async function editionsPublishedBy(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('edition')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`published_by ->> 'id' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}

export interface EditionInIncident {
  incident: IncidentRow;
  row: EditionRow;
  /** The newest edition that the actor may read. */
  newest: number;
}

function noEdition(incident: IncidentRow, number: number | undefined): DomainError {
  const what = number === undefined ? 'Published version not found' : `Version ${number} not found`;
  return new DomainError(
    'not-found',
    `${what} for INC-${incident.number}, or you don't have access.`,
  );
}

/** An edition that the actor may see, an unpublished one too; without a number the newest that stands. Errors: `not-found`. */
export async function loadVersion(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<EditionInIncident> {
  const incident = await incidentByRef(ctx, input.incident);
  const newest = await newestNumber(ctx, incident.id);
  const number = input.number ?? newest;
  const row = await visibleEditions(ctx)
    .selectAll('edition')
    .where('edition.incident_id', '=', incident.id)
    .where('edition.number', '=', number)
    .executeTakeFirst();
  if (!row) throw noEdition(incident, input.number);
  return { incident, row, newest };
}

/** As `loadVersion`; one that was unpublished is not found, and says so. */
export async function standingEdition(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<EditionInIncident> {
  const found = await loadVersion(ctx, input);
  if (found.row.unpublished_at !== null)
    throw new DomainError(
      'not-found',
      `Version ${found.row.number} of INC-${found.incident.number} was unpublished: ${found.row.unpublish_reason ?? ''}`,
    );
  return found;
}

/** 0 where there is none. */
async function newestNumber(ctx: Context, incidentId: string): Promise<number> {
  const row = await visibleEditions(ctx)
    .select('edition.number')
    .where('edition.incident_id', '=', incidentId)
    .where('edition.unpublished_at', 'is', null)
    .orderBy('edition.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The number that the next edition gets: one that was taken stays taken, whoever may read it. */
export async function nextNumber(ctx: Context, incidentId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('edition')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  return Number(row?.number ?? 0) + 1;
}

/** Newest first; unpublished ones for those who write. */
export async function editionRows(ctx: Context, incidentId: string): Promise<EditionRow[]> {
  let query = visibleEditions(ctx)
    .selectAll('edition')
    .where('edition.incident_id', '=', incidentId)
    .orderBy('edition.number', 'desc');
  if (!may(ctx.actor, 'incident:write')) query = query.where('edition.unpublished_at', 'is', null);
  return query.execute();
}

/** The newest edition before this number that the actor may read now. */
export async function editionBefore(
  ctx: Context,
  incidentId: string,
  number: number,
): Promise<EditionRow | undefined> {
  return visibleEditions(ctx)
    .selectAll('edition')
    .where('edition.incident_id', '=', incidentId)
    .where('edition.unpublished_at', 'is', null)
    .where('edition.number', '<', number)
    .orderBy('edition.number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface NewEdition {
  number: number;
  title: string;
  summary: string;
  content: EditionContent;
  words: number;
  articleWords: number;
  visibility: EditionVisibility;
  readers: string[];
}

export async function insertEdition(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  edition: NewEdition,
): Promise<EditionRow> {
  return ctx.db
    .insertInto('edition')
    .values({
      id: ctx.ids.next(),
      incident_id: incident.id,
      number: edition.number,
      title: edition.title,
      summary: edition.summary,
      content: jsonb(edition.content),
      words: edition.words,
      article_words: edition.articleWords,
      visibility: edition.visibility,
      readers: edition.readers,
      published_at: ctx.clock.now(),
      published_by: jsonb(actorRef(ctx.actor)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Errors: `conflict` where somebody was faster. */
export async function saveUnpublished(
  ctx: Context,
  { row }: Authorized<EditionInIncident>,
  reason: string,
): Promise<EditionRow> {
  const saved = await ctx.db
    .updateTable('edition')
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

/** Editions as people read about them. */
export async function presentEditions(
  ctx: Context,
  incident: IncidentRow,
  rows: readonly EditionRow[],
  newest: number,
): Promise<Edition[]> {
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
    unpublished:
      row.unpublished_at && row.unpublished_by
        ? {
            at: row.unpublished_at.toISOString(),
            by: row.unpublished_by,
            reason: row.unpublish_reason ?? '',
          }
        : null,
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

export async function presentEdition(
  ctx: Context,
  { incident, row, newest }: EditionInIncident,
): Promise<Edition> {
  const [edition] = await presentEditions(ctx, incident, [row], newest);
  if (!edition) throw noEdition(incident, row.number);
  return edition;
}

/** How long so many words take to read. */
export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / wordsPerMinute));
}
