import {
  DecideReplacement,
  ShareableQuery,
  type ShareableStory,
  type StoryForm,
  type StoryReplacement,
} from '@debrief/contract';
import { applyReplacements, roleNamed, type Names, type Replacement } from '@debrief/prose/story';
import type { Selectable } from 'kysely';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { recordRevision } from './history.ts';
import { lockStory, loadOwnStory } from './rows.ts';
import type { StoryTables } from './tables.ts';
import { computeStory } from './compute.ts';
import { findCustomers } from './names.ts';
import { loadStoryContext, loadReadStory, formatStory, type ReadStory } from './read-story.ts';

type Decided = Selectable<StoryTables['story_replacement']>;

const aroundLength = 40;
const findRole = (kind: string, text: string, names: Names) =>
  kind === 'person' ? roleNamed(text, names) : '';
const toKey = (kind: string, text: string) => `${kind} ${text.toLowerCase()}`;

/**
 * A story in its shareable form, with everything that would identify people, places or amounts.
 * Errors: `not-found`.
 */
export async function shareableStory(ctx: Context, raw: ShareableQuery): Promise<ShareableStory> {
  const input = parse(ShareableQuery, raw);
  const story = await loadReadStory(
    ctx,
    await authorize(ctx, 'story:read', loadOwnStory(ctx, input.id)),
  );
  return loadShareableStory(ctx, story, input.form ?? 'star');
}

export async function loadShareableStory(
  ctx: Context,
  story: ReadStory,
  kind: StoryForm,
): Promise<ShareableStory> {
  const { names, incident } = await loadStoryContext(ctx, story);
  const told = formatStory(story, kind);
  const rows = await ctx.db
    .selectFrom('story_replacement')
    .selectAll()
    .where('story_id', '=', story.row.id)
    .execute();
  const decided = new Map(rows.map((row) => [toKey(row.kind, row.original), row]));
  // Customers that no fact of the record names: those from people's texts, and those with a
  // decision.
  const customers = [
    ...(names.customers ?? []),
    ...(await findCustomers(ctx, incident)),
    ...rows.flatMap((row) => (row.kind === 'customer' ? row.original : [])),
  ];
  // The title is also shared: it is treated as the first line.
  const whole = `${told.title}\n${told.text}`;
  const all = { ...names, customers };
  const found = await computeStory(
    'generalize',
    { text: whole, names: all },
    { length: whole.length },
  );
  return generalizeStory(kind, whole, { names: all, found }, decided);
}

/** At the start of a sentence it gets its capital again. */
const withSmallLetter = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** Pure. */
export function generalizeStory(
  form: StoryForm,
  whole: string,
  { names, found }: { names: Names; found: readonly Replacement[] },
  decided: ReadonlyMap<string, Pick<Decided, 'decision' | 'replacement' | 'role'>>,
): ShareableStory {
  // A person whose role changed since would be shared with a replacement that the author has not
  // seen.
  const decisionOn = ({ kind, text }: Replacement) => {
    const decision = decided.get(toKey(kind, text));
    return decision?.decision === 'replace' &&
      decision.replacement === '' &&
      decision.role !== findRole(kind, text, names)
      ? undefined
      : decision;
  };
  const grouped = new Map<string, StoryReplacement>();
  for (const one of found) {
    const key = toKey(one.kind, one.text);
    const decision = decisionOn(one);
    const before = grouped.get(key);
    const place = {
      before: whole.slice(Math.max(0, one.start - aroundLength), one.start).toWellFormed(),
      after: whole.slice(one.end, one.end + aroundLength).toWellFormed(),
    };
    grouped.set(key, {
      kind: one.kind,
      text: one.text,
      replacement:
        decision?.replacement || (before?.replacement ?? withSmallLetter(one.replacement)),
      why: one.why,
      decision: decision?.decision ?? 'undecided',
      places: [...(before?.places ?? []), place],
    });
  }
  const replacements = [...grouped.values()];
  const undecided = replacements.filter((one) => one.decision === 'undecided').length;
  const approved = found.flatMap((one): Replacement[] => {
    const decision = decisionOn(one);
    return decision?.decision === 'replace'
      ? [decision.replacement === '' ? one : { ...one, replacement: decision.replacement }]
      : [];
  });
  const [title = '', ...lines] = applyReplacements(whole, approved).split('\n');
  return {
    form,
    title: undecided > 0 ? '' : title,
    replacements,
    undecided,
    text: undecided > 0 ? null : lines.join('\n'),
  };
}

/**
 * Approves a replacement, keeps the words, or clears the decision; it applies to every format of
 * the story. Errors: `invalid`, `not-found`.
 */
export async function decideReplacement(
  ctx: Context,
  raw: DecideReplacement,
): Promise<ShareableStory> {
  const input = parse(DecideReplacement, raw);
  const reading = await inTransaction(ctx, async (ctx) => {
    const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
    const key = { story_id: story.id, kind: input.kind, original: input.text };
    await ctx.db
      .deleteFrom('story_replacement')
      .where('story_id', '=', story.id)
      .where('kind', '=', input.kind)
      .where('original', '=', input.text)
      .execute();
    const reading = await loadReadStory(ctx, story);
    const role = findRole(input.kind, input.text, (await loadStoryContext(ctx, reading)).names);
    if (input.decision !== 'undecided')
      await ctx.db
        .insertInto('story_replacement')
        .values({
          ...key,
          decision: input.decision,
          replacement: input.replacement ?? '',
          role,
          decided_at: ctx.clock.now(),
        })
        .execute();
    await recordRevision(ctx, story, {
      kind: 'replacement.decided',
    });
    return reading;
  });
  return loadShareableStory(ctx, reading, 'star');
}
