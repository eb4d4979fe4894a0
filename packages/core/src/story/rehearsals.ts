import {
  AddRehearsal,
  CorrectRehearsal,
  RehearsalQuery,
  type Page,
  type Rehearsal,
  type RehearsalMark,
  type StoryForm,
  DomainError,
} from '@debrief/contract';
import { markSentences } from '@debrief/rules/story';
import type { Selectable } from 'kysely';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import { getOwnerId, loadClaims, ownAccount, loadOwnStory, lockForUpdate } from './rows.ts';
import type { StoryTables } from './tables.ts';
import { verb } from '../verb.ts';

type RehearsalRow = Selectable<StoryTables['story_rehearsal']> & { title: string };

const weekMs = 7 * 86_400_000;
const toUtcDay = (at: Date) => at.toISOString().slice(0, 10);

function mine(ctx: Context) {
  return ctx.db
    .selectFrom('story_rehearsal')
    .innerJoin('story', 'story.id', 'story_rehearsal.story_id')
    .selectAll('story_rehearsal')
    .select('story.title')
    .where('story_rehearsal.account_id', '=', getOwnerId(ctx))
    .where('story.account_id', '=', getOwnerId(ctx))
    .where('story.removed_at', 'is', null);
}

function present(ctx: Context, row: RehearsalRow): Rehearsal {
  return {
    id: row.id,
    storyId: row.story_id,
    storyTitle: row.title,
    form: row.form,
    question: row.question,
    said: row.said,
    tookMs: row.took_ms,
    marks: row.marks,
    againOn: row.again_on,
    isDue: row.again_on !== null && row.again_on <= toUtcDay(ctx.clock.now()),
    rehearsedAt: row.rehearsed_at.toISOString(),
    version: row.version,
  };
}

/**
 * Saves a rehearsal of a story: what was said, how long it took, and which sentences were said or
 * left out, judged by their words. Repeating the request with the same `rehearsalId` does not add
 * another one. Errors: `invalid`, `not-found`, `conflict` if the id is in use.
 */
export const addRehearsal = verb(AddRehearsal, async (ctx, input): Promise<Rehearsal> => {
  const story = await authorize(ctx, 'story:write', loadOwnStory(ctx, input.id));
  const all = (await loadClaims(ctx, [story.id])).get(story.id) ?? [];
  const wanted = input.claimIds && new Set(input.claimIds);
  const marks = markSentences(
    all.filter((claim) => wanted === undefined || wanted.has(claim.id)),
    input.said,
  );
  const now = ctx.clock.now();
  const againOn =
    input.againOn === undefined ? toUtcDay(new Date(now.getTime() + weekMs)) : input.againOn;
  const id = input.rehearsalId ?? ctx.ids.next();
  await recordRehearsal(ctx, {
    id,
    storyId: story.id,
    form: input.form ?? null,
    question: input.question ?? '',
    said: input.said,
    tookMs: input.tookMs,
    marks,
    againOn,
  });
  return loadOwnRehearsal(ctx, id);
});

/** A rehearsal is its own record: it does not change the story. */
async function recordRehearsal(
  ctx: Context,
  kept: {
    id: string;
    storyId: string;
    form: StoryForm | null;
    question: string;
    said: string;
    tookMs: number;
    marks: RehearsalMark[];
    againOn: string | null;
  },
): Promise<void> {
  await lockForUpdate(ctx, kept.id);
  const there = await ctx.db
    .selectFrom('story_rehearsal')
    .select('account_id')
    .where('id', '=', kept.id)
    .executeTakeFirst();
  if (there && there.account_id !== ownAccount(ctx))
    throw new DomainError('conflict', 'ID already in use. Send a new one.');
  if (there) return;
  // Completes what was due for this story and question.
  await ctx.db
    .updateTable('story_rehearsal')
    .set({ again_on: null })
    .where('account_id', '=', ownAccount(ctx))
    .where('story_id', '=', kept.storyId)
    .where('question', '=', kept.question)
    .where('form', 'is not distinct from', kept.form)
    .execute();
  await ctx.db
    .insertInto('story_rehearsal')
    .values({
      id: kept.id,
      account_id: ownAccount(ctx),
      story_id: kept.storyId,
      form: kept.form,
      question: kept.question,
      said: kept.said,
      took_ms: kept.tookMs,
      marks: jsonb(kept.marks),
      again_on: kept.againOn,
      rehearsed_at: ctx.clock.now(),
    })
    .execute();
}

async function loadOwnRehearsal(ctx: Context, id: string): Promise<Rehearsal> {
  const row = await mine(ctx).where('story_rehearsal.id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Rehearsal not found.');
  return present(ctx, row);
}

/**
 * Corrects which sentences were said (the speaker knows better than a word match), or when to
 * repeat. Errors: `not-found`, `conflict`.
 */
export const correctRehearsal = verb(CorrectRehearsal, async (ctx, input): Promise<Rehearsal> => {
  const before = await authorize(ctx, 'story:write', loadOwnRehearsal(ctx, input.rehearsalId));
  const said = new Map((input.marks ?? []).map((mark) => [mark.claimId, mark.isSaid]));
  const marks = before.marks.map((mark) => ({
    ...mark,
    isSaid: said.get(mark.claimId) ?? mark.isSaid,
    isCorrected: mark.isCorrected || said.has(mark.claimId),
  }));
  await recordCorrection(
    ctx,
    before,
    { marks, againOn: input.againOn === undefined ? before.againOn : input.againOn },
    input.version,
  );
  return loadOwnRehearsal(ctx, before.id);
});

async function recordCorrection(
  ctx: Context,
  before: Rehearsal,
  after: { marks: RehearsalMark[]; againOn: string | null },
  version: number,
): Promise<void> {
  const saved = await ctx.db
    .updateTable('story_rehearsal')
    .set({ marks: jsonb(after.marks), again_on: after.againOn, version: version + 1 })
    .where('id', '=', before.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n)
    throw new DomainError('conflict', 'You changed this rehearsal elsewhere. Reload it.', {
      current: await loadOwnRehearsal(ctx, before.id),
    });
}

/** Deletes a rehearsal permanently. Errors: `not-found`. */
export async function removeRehearsal(ctx: Context, input: { rehearsalId: string }): Promise<void> {
  const rehearsal = await authorize(ctx, 'story:write', loadOwnRehearsal(ctx, input.rehearsalId));
  await ctx.db.deleteFrom('story_rehearsal').where('id', '=', rehearsal.id).execute();
}

/** The actor's rehearsals: newest first, or those that are due, longest waiting first. */
export async function listRehearsals(ctx: Context, raw: RehearsalQuery): Promise<Page<Rehearsal>> {
  const query = parse(RehearsalQuery, raw);
  refuseUnless(ctx, 'story:read');
  ownAccount(ctx);
  const limit = query.limit ?? 50;
  let rows = mine(ctx).limit(limit + 1);
  if (query.story) rows = rows.where('story_rehearsal.story_id', '=', query.story);
  const after = query.cursor
    ? await mine(ctx)
        .where('story_rehearsal.id', '=', query.cursor)
        .executeTakeFirst()
        .catch(() => undefined)
    : undefined;
  if (query.due === 'true') {
    rows = rows
      .where('again_on', '<=', toUtcDay(ctx.clock.now()))
      .orderBy('again_on')
      .orderBy('story_rehearsal.id');
    if (after?.again_on)
      rows = rows.where((eb) =>
        eb(eb.refTuple('again_on', 'story_rehearsal.id'), '>', eb.tuple(after.again_on, after.id)),
      );
  } else {
    rows = rows.orderBy('rehearsed_at', 'desc').orderBy('story_rehearsal.id', 'desc');
    if (after)
      rows = rows.where((eb) =>
        eb(
          eb.refTuple('rehearsed_at', 'story_rehearsal.id'),
          '<',
          eb.tuple(after.rehearsed_at, after.id),
        ),
      );
  }
  const found = await rows.execute();
  const shown = found.slice(0, limit);
  return {
    items: shown.map((row) => present(ctx, row)),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
