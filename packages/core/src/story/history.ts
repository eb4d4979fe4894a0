import {
  isStoryChangeKind,
  storyChangeKinds,
  type Page,
  type StoryChangeKind,
  type StoryRevision,
} from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import type { Touched } from '@debrief/rules/story';
import { authorize, type Authorized } from '../access/index.ts';
import { jsonb } from '../db/index.ts';
import type { Context } from '../context.ts';
import { loadOwnStory, type StoryRow } from './rows.ts';
import type { StoryTables } from './tables.ts';

type RevisionRow = Selectable<StoryTables['story_revision']>;

const maxLength = 80;

export function describeChange(revision: Pick<RevisionRow, 'kind' | 'before' | 'after'>): string {
  const { kind } = revision;
  const says = isStoryChangeKind(kind)
    ? storyChangeKinds[kind].says
    : `${kind.replaceAll(/[.-]/g, ' ')} {item}`;
  const text = [...revision.after.claims, ...revision.before.claims][0]?.text ?? '';
  const short = text.length > maxLength ? `${text.slice(0, maxLength).toWellFormed()}…` : text;
  return says.replace('{item}', () => (short === '' ? '' : `“${short}”`)).trim();
}

const undoableKinds = Object.entries(storyChangeKinds).flatMap(([kind, { canUndo }]) =>
  canUndo ? [kind] : [],
);

function selectUndone(ctx: Context, storyId: string) {
  return ctx.db
    .selectFrom('story_revision as later')
    .select('later.undoes')
    .where('later.story_id', '=', storyId)
    .where('later.undoes', 'is not', null);
}

/**
 * The newest change that can be undone: not the creation, not questions to others, and not an undo.
 */
export async function newestRevision(ctx: Context, storyId: string): Promise<RevisionRow | null> {
  const row = await ctx.db
    .selectFrom('story_revision')
    .selectAll()
    .where('story_id', '=', storyId)
    .where('undoes', 'is', null)
    .where('kind', 'in', undoableKinds)
    .where('number', 'not in', selectUndone(ctx, storyId).$castTo<{ undoes: number }>())
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** When each of these stories was removed, and by which change; active ones are not included. */
export async function loadRemovals(
  ctx: Context,
  stories: readonly StoryRow[],
): Promise<Map<string, { at: string; revisionId: string }>> {
  const removed = stories.filter((story) => story.removed_at !== null).map((story) => story.id);
  if (removed.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('story_revision')
    .select(['story_id', 'number', 'at'])
    .where('story_id', 'in', removed)
    .where(sql<boolean>`(after -> 'story' ->> 'isRemoved')::boolean`)
    .orderBy('number')
    .execute();
  return new Map(
    rows.map((row) => [row.story_id, { at: row.at.toISOString(), revisionId: String(row.number) }]),
  );
}

export async function revisionByNumber(
  ctx: Context,
  storyId: string,
  number: number,
): Promise<(RevisionRow & { isUndone: boolean }) | null> {
  const row = await ctx.db
    .selectFrom('story_revision')
    .selectAll()
    .where('story_id', '=', storyId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) return null;
  const later = await ctx.db
    .selectFrom('story_revision')
    .select('number')
    .where('story_id', '=', storyId)
    .where('undoes', '=', number)
    .executeTakeFirst();
  return { ...row, isUndone: later !== undefined };
}

/** The changes that the owner made to a story, newest first. Errors: `not-found`. */
export async function storyHistory(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<StoryRevision>> {
  const story = await authorize(ctx, 'story:read', loadOwnStory(ctx, input.id));
  const limit = Number(input.limit ?? 50);
  let query = ctx.db
    .selectFrom('story_revision')
    .selectAll()
    .where('story_id', '=', story.id)
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (input.cursor && /^\d{1,9}$/.test(input.cursor))
    query = query.where('number', '<', Number(input.cursor));
  const rows = await query.execute();
  const undone = new Set((await selectUndone(ctx, story.id).execute()).map((row) => row.undoes));
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => ({
      id: String(row.number),
      kind: row.kind,
      what: describeChange(row),
      at: row.at.toISOString(),
      isUndone: undone.has(row.number),
    })),
    next: rows.length > limit ? String(shown.at(-1)?.number ?? '') : null,
  };
}

interface Revision {
  kind: StoryChangeKind;
  before?: Touched;
  after?: Touched;
  undoes?: number;
}
const untouched: Touched = { story: null, claims: [] };

/**
 * Writes a change to the story's own history and nowhere else: common activity would show it to
 * others and update their screens. Returns its number. The caller has locked the story's row, so
 * that numbers are consecutive.
 */
export async function recordRevision(
  ctx: Context,
  story: Authorized<StoryRow>,
  { kind, before = untouched, after = untouched, undoes }: Revision,
): Promise<string> {
  const last = await ctx.db
    .selectFrom('story_revision')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('story_id', '=', story.id)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await ctx.db
    .insertInto('story_revision')
    .values({
      story_id: story.id,
      number,
      kind,
      at: ctx.clock.now(),
      before: jsonb(before),
      after: jsonb(after),
      undoes: undoes ?? null,
    })
    .execute();
  await ctx.db
    .updateTable('story')
    .set({ updated_at: ctx.clock.now() })
    .where('id', '=', story.id)
    .execute();
  return String(number);
}
