import { makeRecord, testWorld, type World } from '@debrief/testkit';
import { sql, type Kysely } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeAccount, listAccounts } from '../account/index.ts';
import type { Actor, Context } from '../context.ts';
import type { Tables } from '../db/index.ts';
import {
  addClaim,
  addRehearsal,
  addStory,
  answerAsk,
  askPeer,
  changeClaim,
  changeStory,
  commentStory,
  decideReplacement,
  eraseStory,
  getPaste,
  getStory,
  inviteMentor,
  listAsked,
  listRehearsals,
  listStories,
  pasteStory,
  rateStory,
  removeClaim,
  removeStory,
  undoStoryChange,
} from './index.ts';

/** Used in every text about the story, by everyone, and nowhere else. */
const word = 'quixotrope';
const title = `The ${word}`;

let world: World;
let ctx: Context;
let ref: string;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ref = (await makeRecord(ctx, ['lag alarm', 'patched'])).incident.ref;
});

const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');

/** Every row of every table as text; bytes in hexadecimal. */
async function dump(db: Kysely<Tables>): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
    db,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const rows = await sql<{
      row: string;
    }>`select t::text as row from ${sql.raw(name)} t order by 1`.execute(db);
    found[name] = rows.rows.map((one) => one.row.toLowerCase());
  }
  return found;
}

const inHex = Buffer.from(word).toString('hex');
const tablesWith = (dumped: Record<string, string[]>, wanted: readonly string[]) =>
  Object.entries(dumped).flatMap(([name, rows]) =>
    rows.some((row) => wanted.some((one) => row.includes(one)))
      ? [name.replace('public.', '')]
      : [],
  );

/** A story with everything that one can have. */
async function wholeStory(): Promise<{ id: string; version: number; claimId: string }> {
  const pasted = await pasteStory(ctx, {
    text: `Situation: The ${word} went. Task: Mine. Action: I found the ${word}. Result: It is back.`,
    title,
    incident: ref,
  });
  const begun = pasted.stories[0]?.story;
  const id = begun?.id ?? '';
  const claimId = begun?.claims.find((claim) => claim.part === 'action')?.id ?? '';
  const { story } = await changeStory(ctx, { id, version: 1, title, competencies: [word] });
  const gone = await addClaim(ctx, { id, part: 'result', text: `The ${word} ended` });
  await changeClaim(ctx, {
    id,
    claimId: gone.claimId ?? '',
    version: 1,
    text: `The ${word} ended soon`,
  });
  await removeClaim(ctx, { id, claimId: gone.claimId ?? '', version: 2 });
  await askPeer(ctx, { id, claimId, accountId: getAccountId(world.admin) });
  const [ask] = (await listAsked(world.as(world.admin))).items;
  await answerAsk(world.as(world.admin), {
    askId: ask?.id ?? '',
    sentence: ask?.sentence ?? '',
    state: 'corrected',
    answer: `It was another ${word}`,
  });
  await inviteMentor(ctx, { id, accountId: getAccountId(world.viewer) });
  await commentStory(world.as(world.viewer), { id, claimId, text: `Which ${word}?` });
  await rateStory(world.as(world.viewer), {
    id,
    dimension: 'stakes',
    level: 2,
    note: `The ${word} is not told`,
  });
  await decideReplacement(ctx, {
    id,
    kind: 'host',
    text: word,
    decision: 'replace',
    replacement: `a ${word}`,
  });
  await addRehearsal(ctx, {
    id,
    said: `I found the ${word}`,
    question: `Tell me of the ${word}`,
    tookMs: 60_000,
  });
  return { id, version: story.version, claimId };
}

describe('deleting a story permanently', () => {
  test('leaves no word of it, and no row about it, in any table', async () => {
    const before = await dump(world.store.db);
    const { id, version } = await wholeStory();
    const full = await dump(world.store.db);
    expect(tablesWith(full, [word, inHex])).toEqual([
      'story',
      'story_ask',
      'story_claim',
      'story_comment',
      'story_paste',
      'story_rating',
      'story_rehearsal',
      'story_replacement',
      'story_revision',
    ]);
    await removeStory(ctx, { id, version });
    expect(await eraseStory(ctx, { id })).toEqual({ id, pasteKeptFor: 0 });
    const after = await dump(world.store.db);
    expect(tablesWith(after, [word, inHex, id])).toEqual([]);
    expect(after).toEqual(before);
    await expect(getStory(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(eraseStory(ctx, { id, title })).rejects.toMatchObject({ code: 'not-found' });
    expect((await listAsked(world.as(world.admin))).items).toEqual([]);
    expect((await listRehearsals(ctx, {})).items).toEqual([]);
  });

  test('requires the title of an active story, and does not affect others', async () => {
    const { story: other } = await addStory(ctx, { title: 'Another' });
    await addClaim(ctx, { id: other.id, part: 'action', text: 'I wrote another' });
    const before = await getStory(ctx, { id: other.id });
    const { id } = await wholeStory();
    for (const wrong of [{}, { title: '' }, { title: 'Another' }, { title: title.toLowerCase() }])
      await expect(eraseStory(ctx, { id, ...wrong })).rejects.toMatchObject({
        code: 'invalid',
        issues: [{ at: 'title' }],
      });
    expect((await getStory(ctx, { id })).title).toBe(title);
    await eraseStory(ctx, { id, title: ` ${title} ` });
    expect((await listStories(ctx, {})).items.map((one) => one.id)).toEqual([other.id]);
    expect(await getStory(ctx, { id: other.id })).toEqual(before);
  });

  test('keeps the paste as long as another story came from it, and says so', async () => {
    const text = ['one', 'two']
      .map(
        (name) =>
          `Question: ${name}?\nSituation: It went. Task: Mine. Action: I found ${name}. Result: Back.`,
      )
      .join('\n\n');
    const { pasteId, stories } = await pasteStory(ctx, { text });
    const [first, second] = stories.map((one) => one.story);
    expect(second).toBeDefined();
    await removeStory(ctx, { id: second?.id ?? '', version: 1 });
    expect(await eraseStory(ctx, { id: first?.id ?? '', title: first?.title ?? '' })).toMatchObject(
      { pasteKeptFor: 1 },
    );
    expect((await getPaste(ctx, { id: pasteId })).text).toContain('I found one');
    expect(await eraseStory(ctx, { id: second?.id ?? '' })).toMatchObject({ pasteKeptFor: 0 });
    await expect(getPaste(ctx, { id: pasteId })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is only for its owner: no one else finds it, also not a mentor, the operator or an admin', async () => {
    const { id } = await wholeStory();
    for (const actor of [
      world.viewer,
      world.admin,
      world.outsider,
      await world.key(['stories'], world.admin),
    ])
      await expect(eraseStory(world.as(actor), { id, title })).rejects.toMatchObject({
        code: 'not-found',
      });
    for (const actor of [world.operator, world.anonymous])
      await expect(eraseStory(world.as(actor), { id, title })).rejects.toMatchObject({
        code: 'not-found',
      });
    await expect(
      eraseStory(world.as(await world.key(['read'])), { id, title }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect((await getStory(ctx, { id })).title).toBe(title);
  });
});

test("a disabled account keeps its stories, unread, and has them again when enabled; deleting an account's row deletes everything it owns", async () => {
  const { id } = await wholeStory();
  const owner = world.as(world.admin);
  const account = (await listAccounts(owner, {})).items.find(
    (one) => one.id === getAccountId(world.editor),
  );
  const disabled = await changeAccount(owner, {
    id: getAccountId(world.editor),
    version: account?.version ?? 0,
    isDisabled: true,
  });
  expect((await getStory(world.as(world.viewer), { id })).ownerName).toBe('Edith');
  await expect(getStory(owner, { id })).rejects.toMatchObject({ code: 'not-found' });
  await changeAccount(owner, { id: disabled.id, version: disabled.version, isDisabled: false });
  expect(await getStory(ctx, { id })).toMatchObject({
    title,
    comments: [{ by: 'Rui' }],
    views: [{ by: 'Rui' }],
  });
  await world.store.db.deleteFrom('account').where('id', '=', getAccountId(world.viewer)).execute();
  expect(await getStory(ctx, { id })).toMatchObject({ mentors: [], comments: [], views: [] });
  await world.store.db.deleteFrom('account').where('id', '=', getAccountId(world.editor)).execute();
  expect(tablesWith(await dump(world.store.db), [word, inHex, id])).toEqual([]);
});

describe('a removed story', () => {
  test('is listed only for its owner, with the change that restores it', async () => {
    const { id, version } = await wholeStory();
    const before = await getStory(ctx, { id });
    await removeStory(ctx, { id, version });
    expect((await listStories(ctx, {})).items).toEqual([]);
    const [listed] = (await listStories(ctx, { removed: 'true', text: word })).items;
    expect(listed).toMatchObject({ id, title, removal: { at: world.clock.now().toISOString() } });
    for (const actor of [world.viewer, world.admin])
      expect((await listStories(world.as(actor), { removed: 'true' })).items).toEqual([]);
    const { story, revisionId } = await undoStoryChange(ctx, {
      id,
      revisionId: listed?.removal?.revisionId ?? '',
    });
    expect(story).toMatchObject({
      title,
      claims: before.claims,
      comments: before.comments,
      views: before.views,
    });
    // Undoing this removes it again; restoring it is the newer change.
    await undoStoryChange(ctx, { id, revisionId });
    const [again] = (await listStories(ctx, { removed: 'true' })).items;
    expect(Number(again?.removal?.revisionId)).toBeGreaterThan(Number(revisionId));
    await undoStoryChange(ctx, { id, revisionId: again?.removal?.revisionId ?? '' });
    expect((await listStories(ctx, {})).items).toMatchObject([{ id, removal: null }]);
  });
});
