import { DomainError } from '@debrief/contract';
import { inOrder, type ClaimState, type StoryState, type Touched } from '@debrief/rules/story';
import { sql, type Selectable } from 'kysely';
import { incidentIdsSeenBy, type Authorized } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { StoryTables } from './tables.ts';

export type StoryRow = Selectable<StoryTables['story']>;
export type ClaimRow = Selectable<StoryTables['story_claim']>;

const notFound = () => new DomainError('not-found', 'Story not found.');

/**
 * The account that owns these stories. An operator, a job or the system has none and can read no
 * stories. Errors: `not-signed-in`, `forbidden`.
 */
export function ownAccount(ctx: Context): string {
  const accountId = getAccountId(ctx.actor);
  if (accountId !== null) return accountId;
  if (ctx.actor.type === 'anonymous')
    throw new DomainError('not-signed-in', 'Sign in, or send an API key.');
  throw new DomainError(
    'forbidden',
    'Stories belong to people. Sign in, or use an API key from your own account.',
  );
}

/** The actor's own story. Errors: `not-found` for everyone else's, for every role. */
export async function loadOwnStory(ctx: Context, id: string): Promise<StoryRow> {
  const row = await mine(ctx, id).where('removed_at', 'is', null).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/**
 * Like `loadOwnStory`, locked to the end of the transaction, as every verb needs it. Errors:
 * `not-found`.
 */
export async function lockStory(ctx: Context, id: string): Promise<StoryRow> {
  const row = await mine(ctx, id).where('removed_at', 'is', null).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Like `lockStory`, including removed stories, which undo restores. Errors: `not-found`. */
export async function lockAnyStory(ctx: Context, id: string): Promise<StoryRow> {
  const row = await mine(ctx, id).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

function mine(ctx: Context, id: string) {
  return ctx.db
    .selectFrom('story')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', getOwnerId(ctx));
}

/**
 * A story that the actor can read: their own, one to which they are invited as a mentor, or an
 * example. Errors:
 * `not-found`.
 */
export async function readableStory(ctx: Context, id: string): Promise<StoryRow> {
  const row = await readableStories(ctx).where('story.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The stories that the actor can read: the only place that decides this. */
export function readableStories(ctx: Context) {
  const accountId = getOwnerId(ctx);
  return ctx.db
    .selectFrom('story')
    .selectAll('story')
    .where('story.removed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('story.account_id', '=', accountId),
        eb.and([
          eb('story.is_example', '=', true),
          eb('story.incident_id', 'in', incidentIdsSeenBy(ctx)),
        ]),
        eb.exists(
          eb
            .selectFrom('story_mentor')
            .select('story_mentor.story_id')
            .whereRef('story_mentor.story_id', '=', 'story.id')
            .where('story_mentor.account_id', '=', accountId),
        ),
      ]),
    );
}

/** The stories that the actor removed. No one else can see them. */
export function removedStories(ctx: Context) {
  return ctx.db
    .selectFrom('story')
    .selectAll('story')
    .where('story.removed_at', 'is not', null)
    .where('story.account_id', '=', getOwnerId(ctx));
}

const noAccountId = '00000000-0000-0000-0000-000000000000';

/** An id that matches no row if the actor is not an account, so that every read finds nothing. */
export function getOwnerId(ctx: Context): string {
  return getAccountId(ctx.actor) ?? noAccountId;
}

export function storyState(row: StoryRow): StoryState {
  return {
    id: row.id,
    incidentId: row.incident_id,
    title: row.title,
    outcome: row.outcome,
    happenedOn: row.happened_on,
    competencies: row.competencies,
    meant: row.meant,
    isRemoved: row.removed_at !== null,
    version: row.version,
  };
}

export function claimState(row: ClaimRow): ClaimState {
  return {
    id: row.id,
    part: row.part,
    rank: row.rank,
    text: row.text,
    isRecollection: row.is_recollection,
    numbers: row.numbers,
    citations: row.citations,
    followUpQuestion: row.follow_up_question,
    meant: row.meant,
    isRemoved: row.removed_at !== null,
    version: row.version,
  };
}

/**
 * The active claims of stories, in story order. The caller has checked that the actor can read
 * them.
 */
export async function loadClaims(
  ctx: Context,
  storyIds: readonly string[],
): Promise<Map<string, ClaimRow[]>> {
  if (storyIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('story_claim')
    .selectAll()
    .where('story_id', 'in', [...storyIds])
    .where('removed_at', 'is', null)
    .execute();
  const found = new Map<string, ClaimRow[]>();
  for (const row of inOrder(rows))
    found.set(row.story_id, [...(found.get(row.story_id) ?? []), row]);
  return found;
}

/** A claim of a story that the caller has locked, including removed ones. Errors: `not-found`. */
export async function loadAnyClaim(
  ctx: Context,
  story: StoryRow,
  claimId: string,
): Promise<ClaimRow> {
  const row = await ctx.db
    .selectFrom('story_claim')
    .selectAll()
    .where('id', '=', claimId)
    .where('story_id', '=', story.id)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Sentence not found in this story.');
  return row;
}

/** Like `loadAnyClaim`; a removed claim is `not-found`. */
export async function loadActiveClaim(
  ctx: Context,
  story: StoryRow,
  claimId: string,
): Promise<ClaimRow> {
  const row = await loadAnyClaim(ctx, story, claimId);
  if (row.removed_at !== null)
    throw new DomainError(
      'not-found',
      'This sentence was removed. Undo the removal before you change it.',
    );
  return row;
}

/**
 * Serializes requests that create something with the same id, to the end of the transaction: the
 * later one finds what the earlier one created.
 */
export async function lockForUpdate(ctx: Context, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${id}))`.execute(ctx.db);
}

export async function hasStory(ctx: Context, id: string): Promise<boolean> {
  return (
    (await ctx.db.selectFrom('story').select('id').where('id', '=', id).executeTakeFirst()) !==
    undefined
  );
}

export async function hasClaim(ctx: Context, id: string): Promise<boolean> {
  return (
    (await ctx.db
      .selectFrom('story_claim')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()) !== undefined
  );
}

function storyColumns(state: StoryState) {
  return {
    incident_id: state.incidentId,
    title: state.title,
    outcome: state.outcome,
    happened_on: state.happenedOn,
    competencies: state.competencies,
    meant: state.meant,
  };
}

function claimColumns(state: ClaimState) {
  return {
    part: state.part,
    rank: state.rank,
    text: state.text,
    is_recollection: state.isRecollection,
    numbers: jsonb(state.numbers),
    citations: jsonb(state.citations),
    follow_up_question: state.followUpQuestion,
    meant: state.meant,
  };
}

export async function insertStory(
  ctx: Context,
  state: StoryState,
  pasteId: string | null = null,
): Promise<StoryRow> {
  const now = ctx.clock.now();
  return ctx.db
    .insertInto('story')
    .values({
      id: state.id,
      account_id: ownAccount(ctx),
      ...storyColumns(state),
      paste_id: pasteId,
      created_at: now,
      updated_at: now,
      removed_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertClaims(
  ctx: Context,
  story: Authorized<StoryRow>,
  states: readonly ClaimState[],
): Promise<void> {
  if (states.length === 0) return;
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('story_claim')
    .values(
      states.map((state) => ({
        id: state.id,
        story_id: story.id,
        ...claimColumns(state),
        updated_at: now,
        removed_at: null,
      })),
    )
    .execute();
}

/** Saves over the version that was read; null if someone saved since, also in another window. */
export async function saveStory(
  ctx: Context,
  story: Authorized<StoryRow>,
  state: StoryState,
  version: number,
): Promise<StoryState | null> {
  const now = ctx.clock.now();
  const saved = await ctx.db
    .updateTable('story')
    .set({
      ...storyColumns(state),
      updated_at: now,
      removed_at: state.isRemoved ? now : null,
      version: version + 1,
    })
    .where('id', '=', story.id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 0n ? null : { ...state, version: version + 1 };
}

export async function saveClaim(
  ctx: Context,
  story: Authorized<StoryRow>,
  state: ClaimState,
  version: number,
): Promise<ClaimState | null> {
  const now = ctx.clock.now();
  const saved = await ctx.db
    .updateTable('story_claim')
    .set({
      ...claimColumns(state),
      updated_at: now,
      removed_at: state.isRemoved ? now : null,
      version: version + 1,
    })
    .where('id', '=', state.id)
    .where('story_id', '=', story.id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 0n ? null : { ...state, version: version + 1 };
}

/** Gives claims new positions. The text does not change, so versions do not either. */
export async function saveRanks(
  ctx: Context,
  story: Authorized<StoryRow>,
  states: readonly ClaimState[],
): Promise<void> {
  for (const state of states)
    await ctx.db
      .updateTable('story_claim')
      .set({ rank: state.rank })
      .where('id', '=', state.id)
      .where('story_id', '=', story.id)
      .execute();
}

/** Saves which questions were dismissed. The text does not change, so versions do not either. */
export async function saveMeant(
  ctx: Context,
  story: Authorized<StoryRow>,
  { story: state, claims }: Touched,
): Promise<void> {
  if (state)
    await ctx.db
      .updateTable('story')
      .set({ meant: state.meant })
      .where('id', '=', story.id)
      .execute();
  for (const claim of claims)
    await ctx.db
      .updateTable('story_claim')
      .set({ meant: claim.meant })
      .where('id', '=', claim.id)
      .where('story_id', '=', story.id)
      .execute();
}
