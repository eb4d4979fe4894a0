import {
  MarkRead,
  VersionKey,
  SayLearned,
  readerRoles,
  type Readership,
  DomainError,
} from '@debrief/contract';
import { leastPeople, roundGroups, roundPeople } from '@debrief/rules/privacy';
import { sql } from 'kysely';
import { createHmac } from 'node:crypto';
import { accountById, newToken, getOrCreateSetting } from '../../account/index.ts';
import { authorize } from '../../access/index.ts';
import { hasActedIn, hasDoneIn } from '../../activity/index.ts';
import { incidentsByIds } from '../../incident/index.ts';
import { getAccountId, type Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { hasTakenPart, readReaderRole } from '../../people/index.ts';
import { parse } from '../../parse.ts';
import { publishStep } from '../../publish-step.ts';
import type { ShownRead } from '../tables.ts';
import { loadActiveVersion, versionIdsSeenBy, type VersionInIncident } from './rows.ts';
import { listUses } from './uses.ts';

/** Steps of time after publishing. */
const laterDays = [30, 90, 365];
const writing = [
  'report.written',
  'report.section-removed',
  'report.section-restored',
  'report.imported',
  'version.published',
] as const;

/**
 * Hashes a reader so that no one can identify them: the same only for the same account and version.
 */
async function hashReader(
  ctx: Context,
  accountId: string,
  publishedVersionId: string,
): Promise<string> {
  const secret = await getOrCreateSetting(ctx, 'report.readers', newToken);
  return createHmac('sha256', secret)
    .update(`${accountId} ${publishedVersionId}`)
    .digest('base64url');
}

async function asReader(
  ctx: Context,
  input: VersionKeyInput,
): Promise<VersionInIncident & { accountId: string | null }> {
  const found = await authorize(ctx, 'incident:read', loadActiveVersion(ctx, input));
  return { ...found, accountId: getAccountId(ctx.actor) };
}
type VersionKeyInput = { incident: string; number: number };

/**
 * Counts a reader once, as inside or outside and with their role at the first read: changing teams
 * later does not reveal who it was. Later reads only raise how far and how late they read. Those who
 * wrote the report are not counted. Writes no activity, which would be a reading log. Errors:
 * `invalid`, `not-found`.
 */
export async function markRead(ctx: Context, raw: MarkRead): Promise<void> {
  const input = parse(MarkRead, raw);
  const { row, incident, accountId } = await asReader(ctx, input);
  if (accountId === null || row.published_by.id === accountId) return;
  if (await hasDoneIn(ctx, incident.id, accountId, writing)) return;
  const account = await accountById(ctx, accountId);
  const isInside =
    isAmong(account.team, incident.teams) ||
    (await hasActedIn(ctx, incident.id, accountId, 'reader-question.')) ||
    (await hasTakenPart(ctx, incident.id, account.email));
  const ageDays = (ctx.clock.now().getTime() - row.published_at.getTime()) / 86_400_000;
  const values = {
    published_version_id: row.id,
    reader: await hashReader(ctx, accountId, row.id),
    is_outside: !isInside,
    role: await readReaderRole(ctx, account),
    depth: Math.floor((input.depth ?? 0) / 25),
    days: laterDays.findLast((days) => days <= ageDays) ?? 0,
  };
  await inSteps(ctx, row.id, async (ctx) => {
    await ctx.db
      .insertInto('published_version_read')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['published_version_id', 'reader']).doUpdateSet((eb) => ({
          depth: eb.fn('greatest', ['published_version_read.depth', 'excluded.depth']),
          days: eb.fn('greatest', ['published_version_read.days', 'excluded.days']),
        })),
      )
      .execute();
  });
}

/** Changes what a reader said or read, and publishes it if it makes a step. */
async function inSteps(
  ctx: Context,
  publishedVersionId: string,
  change: (ctx: Context) => Promise<void>,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .selectFrom('published_version')
      .select('id')
      .where('id', '=', publishedVersionId)
      .forUpdate()
      .execute();
    await change(ctx);
    const rows = sql`published_version_id = ${publishedVersionId}`;
    await publishStep(ctx, {
      table: 'published_version_read',
      rows,
      value: sql`jsonb_build_object('isOutside', is_outside, 'depth', depth, 'days', days, 'role', role)`,
      shown: sql`shown`,
    });
    await publishStep(ctx, {
      table: 'published_version_learned',
      rows,
      value: sql`line`,
      shown: sql`shown`,
    });
    await ctx.db
      .deleteFrom('published_version_learned')
      .where('published_version_id', '=', publishedVersionId)
      .where('line', 'is', null)
      .where('shown', 'is', null)
      .execute();
  });
}

/** Whether a team is among others, in any spelling. */
export function isAmong(team: string | null, teams: readonly string[]): boolean {
  const plain = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return team !== null && teams.some((one) => plain(one) === plain(team));
}

/**
 * Marks that the actor learned something, with an optional line; a second call changes the line.
 * Writes no activity. Errors: `not-found`.
 */
export async function sayLearned(ctx: Context, raw: SayLearned): Promise<Readership> {
  const input = parse(SayLearned, raw);
  const { row, accountId } = await asReader(ctx, input);
  if (accountId === null)
    throw new DomainError('forbidden', 'Sign in to your own account to share what you learned.');
  await saveLearned(ctx, row.id, accountId, input.line ?? '');
  return loadReadership(ctx, row.id);
}

/** Removes the mark. Errors: `not-found`. */
export async function unsayLearned(ctx: Context, raw: VersionKeyInput): Promise<Readership> {
  const { row, accountId } = await asReader(ctx, parse(VersionKey, raw));
  if (accountId !== null) await saveLearned(ctx, row.id, accountId, null);
  return loadReadership(ctx, row.id);
}

async function saveLearned(
  ctx: Context,
  publishedVersionId: string,
  accountId: string,
  line: string | null,
): Promise<void> {
  const reader = await hashReader(ctx, accountId, publishedVersionId);
  await inSteps(ctx, publishedVersionId, async (ctx) => {
    await ctx.db
      .insertInto('published_version_learned')
      .values({ published_version_id: publishedVersionId, reader, line })
      .onConflict((conflict) =>
        conflict.columns(['published_version_id', 'reader']).doUpdateSet({ line }),
      )
      .execute();
  });
}

/**
 * How many people read a published version and learned something from it, never who. Errors:
 * `not-found`.
 */
export async function readReadership(ctx: Context, raw: VersionKeyInput): Promise<Readership> {
  return loadReadership(ctx, (await asReader(ctx, parse(VersionKey, raw))).row.id);
}

/** Like `readReadership`. The caller has checked that the actor can read the version. */
export async function loadReadership(
  ctx: Context,
  publishedVersionId: string,
): Promise<Readership> {
  const reads = await loadShownReads(ctx, publishedVersionId);
  // Ordered by hash, which reveals no order.
  const learned = await ctx.db
    .selectFrom('published_version_learned')
    .select(['reader', 'line', 'shown'])
    .where('published_version_id', '=', publishedVersionId)
    .orderBy('reader')
    .execute();
  const accountId = getAccountId(ctx.actor);
  const self = accountId === null ? null : await hashReader(ctx, accountId, publishedVersionId);
  const own = learned.find((one) => one.reader === self)?.line ?? null;
  const shown = learned.filter((one) => one.shown !== null);
  const version = await ctx.db
    .selectFrom('published_version')
    .select(['incident_id', 'published_at'])
    .where('id', '=', publishedVersionId)
    .executeTakeFirstOrThrow();
  const ageDays = (ctx.clock.now().getTime() - version.published_at.getTime()) / 86_400_000;
  const count = (isCounted: (read: ShownRead) => boolean) =>
    roundShare(reads.filter(isCounted).length, reads.length);
  return {
    readers: roundPeople(reads.length),
    depth: { half: count((one) => one.depth >= 2), end: count((one) => one.depth >= 4) },
    later: laterDays.map((days) => ({
      days,
      readers: days <= ageDays ? count((one) => one.days >= days) : null,
    })),
    questions: await countQuestions(ctx, publishedVersionId),
    citedBy: await listCiting(ctx, version.incident_id),
    outside: count((one) => one.isOutside),
    roles: countRoles(reads),
    usedIn: await listUses(ctx, version.incident_id),
    learned: roundPeople(shown.length),
    lines:
      shown.length < leastPeople
        ? []
        : shown.flatMap(({ line, shown }) => (line && line === shown ? [line] : [])),
    mine: own === null ? null : { line: own },
  };
}

/** What readers did, as it was published last, without who they are. */
async function loadShownReads(ctx: Context, publishedVersionId: string): Promise<ShownRead[]> {
  const rows = await ctx.db
    .selectFrom('published_version_read')
    .select('shown')
    .where('published_version_id', '=', publishedVersionId)
    .where('shown', 'is not', null)
    .execute();
  return rows.flatMap(({ shown }) => shown ?? []);
}

const roundShare = (count: number, total: number) =>
  roundGroups([count], total)[0] ?? roundPeople(0);

/** The roles that can be shown, largest first. */
function countRoles(reads: readonly ShownRead[]): Readership['roles'] {
  const counts = readerRoles.map((role) => reads.filter((one) => one.role === role).length);
  const rounded = roundGroups(counts, reads.length);
  return readerRoles
    .flatMap((role, index) => {
      const readers = rounded[index];
      return readers && readers.count !== null ? [{ role, readers }] : [];
    })
    .toSorted((one, other) => (other.readers.count ?? 0) - (one.readers.count ?? 0));
}

async function countQuestions(ctx: Context, publishedVersionId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('reader_question')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('published_version_id', '=', publishedVersionId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

const mostCiting = 20;

/** The newest versions of other incidents, that the actor can read, whose text names the incident. */
async function listCiting(ctx: Context, incidentId: string): Promise<Readership['citedBy']> {
  const incident = (await incidentsByIds(ctx, [incidentId])).get(incidentId);
  if (!incident) return [];
  const ref = `INC-${incident.number}`;
  const rows = await ctx.db
    .selectFrom('published_version')
    .distinctOn('incident_id')
    .select(['incident_id as incidentId', 'title'])
    .where('id', 'in', versionIdsSeenBy(ctx))
    .where('incident_id', '<>', incidentId)
    .where(sql<boolean>`search @@ phraseto_tsquery('simple', ${`inc ${incident.number}`})`)
    .where(sql<boolean>`content::text ~ ${`\\y${ref}\\y`}`)
    .orderBy('incident_id')
    .orderBy('number', 'desc')
    .limit(mostCiting)
    .execute();
  const incidents = await incidentsByIds(
    ctx,
    rows.map((row) => row.incidentId),
  );
  return rows.flatMap(({ incidentId: id, title }) => {
    const citing = incidents.get(id);
    return citing ? [{ incident: `INC-${citing.number}`, title }] : [];
  });
}
