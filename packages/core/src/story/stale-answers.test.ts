import type { Evidence, Story, StoryFinding } from '@debrief/contract';
import { makeRecord, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import {
  addClaim,
  addStory,
  changeClaim,
  changeStory,
  getStory,
  inviteMentor,
  removeClaim,
  storyChecks,
  storyHistory,
  undoStoryChange,
} from './index.ts';
import { listEarlierAnswers } from './stale-answers.ts';

let world: World;
let ctx: Context;
let ref: string;
let items: Evidence[];
let story: Story;
let claimId: string;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const made = await makeRecord(ctx, ['lag alarm', 'patched']);
  ref = made.incident.ref;
  items = made.items;
  ({ story } = await addStory(ctx, { title: 'The alias', incident: ref }));
  claimId =
    (await addClaim(ctx, { id: story.id, part: 'action', text: 'I patched the alias' })).claimId ??
    '';
  story = await getStory(ctx, { id: story.id });
});

const id = () => story.id;
const meanClaim = (version: number, meant: string[]) =>
  changeClaim(ctx, { id: id(), claimId, version, meant });
async function findFinding(meantAs: string, reader = ctx): Promise<StoryFinding | undefined> {
  return (await storyChecks(reader, { id: id() })).findings.find((one) => one.meantAs === meantAs);
}
const meantOfClaim = async () => (await getStory(ctx, { id: id() })).claims[0]?.meant;

test('a dismissed question is stored with the story, only for its owner', async () => {
  expect(await findFinding('unsupported')).toMatchObject({ claimId, isMeant: false });
  await meanClaim(1, ['unsupported']);
  await changeStory(ctx, { id: id(), version: 1, meant: ['missing-part:R'] });
  expect(await findFinding('unsupported')).toMatchObject({ claimId, isMeant: true });
  expect(await findFinding('missing-part:R')).toMatchObject({ claimId: null, isMeant: true });
  expect(await findFinding('missing-part:S')).toMatchObject({ isMeant: false });
  expect(await getStory(ctx, { id: id() })).toMatchObject({
    meant: ['missing-part:R'],
    claims: [{ meant: ['unsupported'] }],
  });
  await inviteMentor(ctx, {
    id: id(),
    accountId: world.viewer.type === 'account' ? world.viewer.accountId : '',
  });
  const mentor = world.as(world.viewer);
  expect(await getStory(mentor, { id: id() })).toMatchObject({
    meant: [],
    claims: [{ meant: [] }],
  });
  expect(await findFinding('unsupported', mentor)).toMatchObject({ isMeant: false });
  await expect(
    changeClaim(mentor, { id: id(), claimId, version: 2, meant: [] }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a question that is not raised is not stored; one answer wins if two windows answer at once', async () => {
  await meanClaim(1, ['blame', 'no-such-rule', 'unsupported', 'unsupported']);
  expect(await meantOfClaim()).toEqual(['unsupported']);
  await expect(meanClaim(1, [])).rejects.toMatchObject({
    code: 'conflict',
    current: { meant: ['unsupported'], version: 2 },
  });
  await expect(meanClaim(2, ['Not a name'])).rejects.toMatchObject({ code: 'invalid' });
});

test('a dismissal is removed once the words no longer raise the question, and restored with them', async () => {
  await meanClaim(1, ['unsupported']);
  await changeStory(ctx, { id: id(), version: 1, meant: ['missing-part:R', 'missing-part:S'] });
  const other = await changeClaim(ctx, {
    id: id(),
    claimId,
    version: 2,
    text: 'I patched the alias by hand',
  });
  expect(other.story.claims[0]?.meant).toEqual(['unsupported']);
  const citations = [{ incident: ref, target: 'evidence' as const, targetId: items[1]?.id ?? '' }];
  const cited = await changeClaim(ctx, { id: id(), claimId, version: 3, citations });
  expect(cited.story.claims[0]).toMatchObject({ grade: 'documented', meant: [] });
  const back = await undoStoryChange(ctx, { id: id(), revisionId: cited.revisionId });
  expect(back.story.claims[0]).toMatchObject({ grade: 'no-evidence', meant: ['unsupported'] });
  const result = await addClaim(ctx, {
    id: id(),
    part: 'result',
    text: 'Search came back after 40 minutes',
  });
  expect(result.story.meant).toEqual(['missing-part:S']);
  await removeClaim(ctx, { id: id(), claimId: result.claimId ?? '', version: 1 });
  expect(await findFinding('missing-part:R')).toMatchObject({ isMeant: false });
});

test('a dismissal is in the history, and is undone without later ones', async () => {
  const first = await meanClaim(1, ['unsupported']);
  const mended = await changeClaim(ctx, {
    id: id(),
    claimId,
    version: 2,
    text: 'I patched the alias; the team was careless',
  });
  const both = await meanClaim(3, [
    'unsupported',
    ...(await storyChecks(ctx, { id: id() })).findings.flatMap((one) =>
      one.rule === 'blame' ? 'blame' : [],
    ),
  ]);
  expect(both.story.claims[0]?.meant).toEqual(['blame', 'unsupported']);
  const words = (await storyHistory(ctx, { id: id() })).items.map((one) => one.what);
  expect(words[0]).toBe('kept as is “I patched the alias; the team was careless”');
  await expect(
    undoStoryChange(ctx, { id: id(), revisionId: first.revisionId }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const undone = await undoStoryChange(ctx, { id: id(), revisionId: mended.revisionId });
  expect(undone.story.claims[0]).toMatchObject({
    text: 'I patched the alias',
    meant: ['unsupported'],
  });
  const asked = await undoStoryChange(ctx, { id: id(), revisionId: first.revisionId });
  expect(asked.story.claims[0]?.meant).toEqual([]);
  expect((await storyHistory(ctx, { id: id() })).items.map((one) => one.kind)).toContain(
    'claim.meant-so',
  );
});

test('a change recorded before dismissals can be undone', async () => {
  const changed = await changeClaim(ctx, { id: id(), claimId, version: 1, text: 'I patched it' });
  const without = (column: 'before' | 'after') =>
    sql`jsonb_set(${sql.ref(column)}, '{claims,0}', (${sql.ref(column)} #> '{claims,0}') - 'meant')`;
  await sql`update story_revision set before = ${without('before')}, after = ${without('after')} where kind = 'claim.changed'`.execute(
    world.store.db,
  );
  await meanClaim(2, ['unsupported']);
  const { story: now } = await undoStoryChange(ctx, { id: id(), revisionId: changed.revisionId });
  expect(now.claims[0]).toMatchObject({ text: 'I patched the alias', meant: ['unsupported'] });
});

test('undo removes what a change added, restores what it removed, and keeps the rest', () => {
  expect(listEarlierAnswers(['a', 'c'], { before: [], after: ['a'] })).toEqual(['c']);
  expect(listEarlierAnswers(['c'], { before: ['a', 'c'], after: ['c'] })).toEqual(['c', 'a']);
  expect(listEarlierAnswers(['a'], { before: ['a'], after: ['a'] })).toEqual(['a']);
});
