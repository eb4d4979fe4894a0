import {
  AddStory,
  ChangeStory,
  RemoveStory,
  StoryQuery,
  type Page,
  type Story,
  type StoryChange,
  type StorySummary,
  DomainError,
} from '@debrief/contract';
import { applyStoryChange, type StoryState } from '@debrief/rules/story';
import { sql } from 'kysely';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { refuseStaleStory } from './conflict.ts';
import { classifyAnswer, forgetStaleAnswers } from './stale-answers.ts';
import { presentStory, presentSummaries } from './present.ts';
import { recordRevision } from './history.ts';
import {
  loadClaims,
  hasStory,
  lockStory,
  insertStory,
  ownAccount,
  readableStories,
  readableStory,
  removedStories,
  saveStory,
  loadOwnStory,
  storyState,
  lockForUpdate,
} from './rows.ts';
import { verb } from '../verb.ts';

/**
 * Creates a story, from a visible incident or empty. Repeating the request with the same `id` does
 * not add another one. Errors: `invalid`, `not-found`, `conflict` if another story has the id.
 */
export const addStory = verb(AddStory, async (ctx, input): Promise<StoryChange> => {
  refuseUnless(ctx, 'story:write');
  ownAccount(ctx);
  if (input.id) await lockForUpdate(ctx, input.id);
  if (input.id && (await hasStory(ctx, input.id))) {
    const existing = await loadOwnStory(ctx, input.id).catch(() => null);
    if (!existing) throw new DomainError('conflict', 'ID already in use. Send a new one.');
    return { story: await presentStory(ctx, existing), claimId: null, revisionId: '1' };
  }
  const incident = input.incident ? await incidentByRef(ctx, input.incident) : null;
  const state: StoryState = {
    id: input.id ?? ctx.ids.next(),
    incidentId: incident?.id ?? null,
    title: input.title,
    outcome: input.outcome ?? null,
    happenedOn: input.happenedOn ?? null,
    competencies: input.competencies ?? [],
    meant: [],
    isRemoved: false,
    version: 1,
  };
  const story = await authorize(ctx, 'story:write', insertStory(ctx, state));
  const revisionId = await recordRevision(ctx, story, {
    kind: 'story.added',
    after: { story: state, claims: [] },
  });
  return { story: await presentStory(ctx, story), claimId: null, revisionId };
});

/**
 * Changes a story's own fields. Errors: `invalid`, `not-found`, `conflict` with the current story.
 */
export const changeStory = verb(ChangeStory, async (ctx, input): Promise<StoryChange> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const incident = input.incident ? await incidentByRef(ctx, input.incident) : null;
  const before = storyState(story);
  const after = await saveStory(
    ctx,
    story,
    applyStoryChange(
      before,
      input,
      input.incident === undefined ? undefined : (incident?.id ?? null),
    ),
    input.version,
  );
  if (!after) return refuseStaleStory(ctx, story);
  const left = await forgetStaleAnswers(ctx, story, { story: after, claims: [] });
  const kind = `story.${classifyAnswer(input, before.meant) ?? 'changed'}` as const;
  const revisionId = await recordRevision(ctx, story, {
    kind,
    before: { story: before, claims: [] },
    after: left,
  });
  return {
    story: await presentStory(ctx, await lockStory(ctx, story.id)),
    claimId: null,
    revisionId,
  };
});

/** Removes a story; undo restores it with all its sentences. Errors: `not-found`, `conflict`. */
export const removeStory = verb(
  RemoveStory,
  async (ctx, input): Promise<{ id: string; revisionId: string }> => {
    const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
    const before = storyState(story);
    const after = await saveStory(ctx, story, { ...before, isRemoved: true }, input.version);
    if (!after) return refuseStaleStory(ctx, story);
    const revisionId = await recordRevision(ctx, story, {
      kind: 'story.removed',
      before: { story: before, claims: [] },
      after: { story: after, claims: [] },
    });
    return { id: story.id, revisionId };
  },
);

/** The actor's own story, or one to which they are invited. Errors: `not-found`. */
export async function getStory(ctx: Context, input: { id: string }): Promise<Story> {
  return presentStory(ctx, await authorize(ctx, 'story:read', readableStory(ctx, input.id)));
}

/**
 * The stories that the actor can read: their own, last changed first, then those to which they are
 * invited. `text` searches titles and sentences in any script; `removed` lists removed ones.
 */
export async function listStories(ctx: Context, raw: StoryQuery): Promise<Page<StorySummary>> {
  const query = parse(StoryQuery, raw);
  refuseUnless(ctx, 'story:read');
  const accountId = ownAccount(ctx);
  const limit = query.limit ?? 50;
  const mineFirst = sql<boolean>`story.account_id = ${accountId}`;
  const wide = query.removed === 'true' ? removedStories(ctx) : readableStories(ctx);
  const rows = await wide
    .orderBy(mineFirst, 'desc')
    .orderBy('story.updated_at', 'desc')
    .orderBy('story.id', 'desc')
    .execute();
  const wanted = query.text ? await filterByText(ctx, rows, query.text) : rows;
  const from = query.cursor ? wanted.findIndex((row) => row.id === query.cursor) + 1 : 0;
  const shown = wanted.slice(from, from + limit);
  return {
    items: await presentSummaries(ctx, shown),
    next: from + limit < wanted.length ? (shown.at(-1)?.id ?? null) : null,
  };
}

/**
 * Stories that contain all of the words. A person has a few dozen stories, so their text is read
 * instead of indexed: private words are in no index, and case folding follows Unicode, whatever the
 * database's locale.
 */
async function filterByText<Row extends { id: string; title: string }>(
  ctx: Context,
  rows: readonly Row[],
  text: string,
): Promise<Row[]> {
  const words = foldText(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const claims = await loadClaims(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.filter((row) => {
    const all = foldText(
      [row.title, ...(claims.get(row.id) ?? []).map((claim) => claim.text)].join('\n'),
    );
    return words.every((word) => all.includes(word));
  });
}

function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
