import type { CodingRoundInFull } from '@debrief/contract';
import { makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Actor, Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addTag, changeTag } from '../tag/index.ts';
import {
  codeItems,
  dropCoder,
  finishCoding,
  getCoding,
  listCoding,
  listItemTags,
  removeCoding,
  settleItem,
  startCoding,
} from './index.ts';

let world: World;
let ctx: Context;
let second: Context;
let incident: { id: string; ref: string };
let items: { kind: 'evidence'; id: string }[];
let tagIds: [string, string];
let coders: string[];

const accountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  second = world.as(world.viewer);
  const made = await makeRecord(ctx, ['broker lag', 'it is the broker', 'back to normal']);
  incident = made.incident;
  items = made.items.map(({ id }) => ({ kind: 'evidence', id }));
  tagIds = [
    (await addTag(ctx, { name: 'Red herring' })).id,
    (await addTag(ctx, { name: 'Detection' })).id,
  ];
  coders = [accountId(world.editor), accountId(world.viewer)];
});

const start = (more: object = {}) =>
  startCoding(ctx, { incident: incident.ref, tagIds, items, coders, ...more });
const answer = (by: Context, { round }: CodingRoundInFull, ...given: (string[] | null)[]) =>
  codeItems(by, {
    id: round.id,
    answers: given.flatMap((tags, index) =>
      tags ? [{ id: items[index]?.id ?? '', tagIds: tags }] : [],
    ),
  });

test('answers stay hidden until all are done; then agreement is shown and decisions tag items', async () => {
  const round = await start();
  const { id } = round.round;
  const [herring, detection] = tagIds;
  await answer(ctx, round, [herring], [herring], []);
  await finishCoding(ctx, { id });
  const seen = await getCoding(second, { id });
  expect(seen.results).toBeNull();
  expect(seen.items.every(({ own, answers }) => own === null && answers === null)).toBe(true);
  expect(
    JSON.stringify((await listActivity(second, { incidentId: incident.id })).items),
  ).not.toContain(herring);
  await expect(settleItem(ctx, { id, item: items[0]?.id ?? '', tagIds: [] })).rejects.toMatchObject(
    { code: 'conflict' },
  );
  await expect(answer(ctx, round, [])).rejects.toThrow('You have finished this round');
  await answer(second, round, [herring], [detection], []);
  const done = await finishCoding(second, { id });
  expect(done.round.isDone).toBe(true);
  // Two of three items agree: [1 1 0] and [1 0 0] give 1 − 5 × 2 / (2 × 3 × 3).
  expect(done.results?.tags.find((one) => one.tagId === herring)).toMatchObject({
    alpha: expect.closeTo(1 - (5 * 2) / 18, 10),
    interval: null,
    units: 3,
    values: 6,
  });
  expect((await getCoding(ctx, { id })).items[1]?.answers).toEqual(
    done.round.coders.map((coder) =>
      coder.accountId === accountId(world.editor) ? [herring] : [detection],
    ),
  );
  const settled = await settleItem(ctx, { id, item: items[1]?.id ?? '', tagIds: [detection] });
  expect(settled.items.map(({ isSettled }) => isSettled)).toEqual([false, true, false]);
  expect((await listItemTags(ctx, { incident: incident.ref })).items).toMatchObject([
    { tagId: detection, evidence: [items[1]?.id] },
  ]);
  await settleItem(ctx, { id, item: items[1]?.id ?? '', tagIds: [] });
  expect((await listItemTags(ctx, { incident: incident.ref })).items).toEqual([]);
});

test('what is missing counts as missing, and no variation is said', async () => {
  const round = await start();
  const { id } = round.round;
  const [herring] = tagIds;
  await answer(ctx, round, [herring], null, [herring]);
  await answer(second, round, [herring], [herring], null);
  await finishCoding(ctx, { id });
  const { results } = await finishCoding(second, { id });
  expect(results?.overall).toEqual({
    alpha: null,
    reason: 'no-variation',
    interval: null,
    units: 1,
    values: 2,
  });
});

test('a coder who is not done can be removed from three, and a round with all answers', async () => {
  const third = accountId(world.admin);
  const round = await start({ coders: [...coders, third] });
  const { id } = round.round;
  for (const by of [ctx, second]) await finishCoding(by, { id });
  expect((await listCoding(ctx, { incident: incident.ref })).items).toMatchObject([
    { isDone: false, itemCount: 3 },
  ]);
  expect((await dropCoder(ctx, { id, accountId: third })).round.isDone).toBe(true);
  await expect(dropCoder(ctx, { id, accountId: coders[0] ?? '' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await removeCoding(ctx, { id });
  await expect(getCoding(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
});

test('wrong items, tags and coders are refused', async () => {
  await expect(start({ coders: [coders[0], coders[0]] })).rejects.toThrow('two coders');
  await expect(start({ coders: [coders[0], ctx.ids.next()] })).rejects.toThrow('not found');
  await expect(start({ tagIds: [ctx.ids.next()] })).rejects.toThrow('Tag not found');
  await changeTag(ctx, { id: tagIds[1], version: 1, isArchived: true });
  await expect(start()).rejects.toMatchObject({ code: 'conflict' });
  const elsewhere = await makeRecord(ctx, ['another']);
  const foreign = { kind: 'evidence', id: elsewhere.items[0]?.id ?? '' };
  const [tag] = tagIds;
  await expect(start({ tagIds: [tag], items: [foreign] })).rejects.toThrow('not in INC-');
  const round = await start({ tagIds: [tag] });
  await expect(answer(ctx, round, [tagIds[1]])).rejects.toThrow('not in the round');
  await expect(
    codeItems(ctx, { id: round.round.id, answers: [{ id: foreign.id, tagIds: [] }] }),
  ).rejects.toThrow('not in the round');
  await expect(answer(world.as(world.admin), round, [])).rejects.toThrow('Only the coders');
  await expect(
    startCoding(second, { incident: incident.ref, tagIds, items, coders }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('outsiders of a private incident find nothing, and are no coders', async () => {
  const { round } = await start();
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outsider = world.as(world.outsider);
  const { id } = round;
  const notFound = { code: 'not-found' };
  await expect(listCoding(outsider, { incident: incident.ref })).rejects.toMatchObject(notFound);
  await expect(getCoding(outsider, { id })).rejects.toMatchObject(notFound);
  await expect(finishCoding(outsider, { id })).rejects.toMatchObject(notFound);
  await expect(removeCoding(outsider, { id })).rejects.toMatchObject(notFound);
  await expect(codeItems(outsider, { id, answers: [] })).rejects.toMatchObject(notFound);
  await expect(start({ coders: [coders[0], accountId(world.outsider)] })).rejects.toThrow(
    "doesn't see this private incident",
  );
});
