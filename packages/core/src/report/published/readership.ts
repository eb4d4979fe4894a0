import {
  VersionKey,
  SayLearned,
  type Readership,
  type SmallCount,
  DomainError,
} from '@debrief/contract';
import { createHmac } from 'node:crypto';
import { accountById, newToken, getOrCreateSetting } from '../../account/index.ts';
import { authorize } from '../../access/index.ts';
import { hasActedIn } from '../../activity/index.ts';
import { getAccountId, type Context } from '../../context.ts';
import { hasTakenPart } from '../../people/index.ts';
import { parse } from '../../parse.ts';
import { loadActiveVersion, type VersionInIncident } from './rows.ts';

/** Smaller counts are not shown separately. */
const least = 5;

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
 * Counts a reader once, as inside or outside by the teams at first read: changing teams later does
 * not reveal who it was. Writes no activity, which would be a reading log. Errors: `not-found`.
 */
export async function markRead(ctx: Context, raw: VersionKeyInput): Promise<void> {
  const { row, incident, accountId } = await asReader(ctx, parse(VersionKey, raw));
  if (accountId === null) return;
  const { email, team } = await accountById(ctx, accountId);
  const isInside =
    isAmong(team, incident.teams) ||
    (await hasActedIn(ctx, incident.id, accountId, 'reader-question.')) ||
    (await hasTakenPart(ctx, incident.id, email));
  await ctx.db
    .insertInto('published_version_read')
    .values({
      published_version_id: row.id,
      reader: await hashReader(ctx, accountId, row.id),
      is_outside: !isInside,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
  const line = input.line ?? '';
  await ctx.db
    .insertInto('published_version_learned')
    .values({
      published_version_id: row.id,
      reader: await hashReader(ctx, accountId, row.id),
      line,
    })
    .onConflict((conflict) =>
      conflict.columns(['published_version_id', 'reader']).doUpdateSet({ line }),
    )
    .execute();
  return loadReadership(ctx, row.id);
}

/** Removes the mark. Errors: `not-found`. */
export async function unsayLearned(ctx: Context, raw: VersionKeyInput): Promise<Readership> {
  const { row, accountId } = await asReader(ctx, parse(VersionKey, raw));
  if (accountId !== null)
    await ctx.db
      .deleteFrom('published_version_learned')
      .where('published_version_id', '=', row.id)
      .where('reader', '=', await hashReader(ctx, accountId, row.id))
      .execute();
  return loadReadership(ctx, row.id);
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
  const reads = await ctx.db
    .selectFrom('published_version_read')
    .select('is_outside')
    .where('published_version_id', '=', publishedVersionId)
    .execute();
  // Ordered by hash, which reveals no order.
  const learned = await ctx.db
    .selectFrom('published_version_learned')
    .select(['reader', 'line'])
    .where('published_version_id', '=', publishedVersionId)
    .orderBy('reader')
    .execute();
  const accountId = getAccountId(ctx.actor);
  const self = accountId === null ? null : await hashReader(ctx, accountId, publishedVersionId);
  const mine = learned.find((one) => one.reader === self);
  const outside = reads.filter((one) => one.is_outside).length;
  return {
    readers: smallCount(reads.length),
    outside: roundOutsideReaders(outside, reads.length - outside),
    learned: smallCount(learned.length),
    lines: learned.flatMap((one) => (one.line === '' ? [] : [one.line])),
    mine: mine ? { line: mine.line } : null,
  };
}

export function smallCount(count: number): SmallCount {
  if (count === 0) return { count: 0, words: 'no one yet' };
  return count < least
    ? { count: null, words: 'fewer than five' }
    : { count, words: String(count) };
}

/**
 * The count of readers from outside, if both groups are too large to identify anyone. Zero is also
 * not shown: when it changes, the last reader would be known to be the first from outside.
 */
export function roundOutsideReaders(outside: number, inside: number): number | null {
  return outside >= least && inside >= least ? outside : null;
}
