import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Actor, Context } from '../context.ts';
import { readRecord, makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp, removeFollowUp } from '../follow-up/index.ts';
import { addMember } from '../incident/index.ts';
import { setMilestone, addEvent } from '../timeline/index.ts';
import { addFinding, removeFinding } from '../investigation/index.ts';
import { listPeople } from '../people/index.ts';
import { addStory, incidentsTakenPartIn, setMe } from './index.ts';
import { describeParticipation } from './my-incidents.ts';

let world: World;
let ctx: Context;
let other: Context;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  other = world.as(world.outsider);
});

const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');
const mine = async (reader = ctx, query: object = {}) =>
  (await incidentsTakenPartIn(reader, query)).items.map(({ ref, by }) => [ref, ...by]);

const line = (author: string, text: string, minute: number) =>
  JSON.stringify({
    id: `${author}-${minute}`,
    time: `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`,
    author,
    text,
  });

test('lists each way of taking part, only for the person themselves', async () => {
  const quiet = await makeIncident(other, { title: 'Nothing of mine' });
  const declared = await makeIncident(ctx, { title: 'Declared by me' });
  const worked = await makeIncident(other, { title: 'Worked on by me' });
  const { items } = await makeRecord(other, ['lag alarm']);
  expect(items).toHaveLength(1);
  const event = await addEvent(ctx, {
    incident: worked.ref,
    title: 'The alias was wrong',
    at: '2026-03-02T09:00:00Z',
  });
  expect(event.events).toHaveLength(1);
  await addFinding(ctx, {
    type: 'question',
    incident: worked.ref,
    statement: 'Who owns it?',
    at: '2026-03-02T09:00:00Z',
  });
  const gone = await addFinding(ctx, {
    type: 'question',
    incident: quiet.ref,
    statement: 'Who?',
    at: '2026-03-02T09:00:00Z',
  });
  await removeFinding(ctx, { id: gone.findings[0]?.id ?? '', version: 1 });
  const owner = { type: 'account' as const, accountId: getAccountId(world.editor) };
  await addFollowUp(other, {
    incident: worked.ref,
    text: 'Alert on the alias',
    intent: 'detect',
    owner,
  });
  await addFollowUp(other, {
    incident: worked.ref,
    text: 'Guard the alias',
    intent: 'prevent',
    owner,
  });
  const dropped = await addFollowUp(other, {
    incident: quiet.ref,
    text: 'x',
    intent: 'detect',
    owner,
  });
  await removeFollowUp(other, { id: dropped.followUps[0]?.id ?? '', version: 1 });
  await setMilestone(ctx, { incident: worked.ref, kind: 'detected', at: '2026-03-02T09:00:00Z' });
  expect(await mine()).toEqual([
    [
      worked.ref,
      'you added 1 event to its timeline',
      'you added 1 finding',
      'you own 2 follow-ups',
      'you set 1 milestone',
    ],
    [declared.ref, 'you declared it'],
  ]);
  expect((await mine(world.as(world.viewer))).length).toBe(0);
  expect((await mine(other)).flat()).toContain('you declared it');
});

test('counts what a person wrote in the record once they said who they are, only within the sources of each incident', async () => {
  const first = await makeIncident(other, { title: 'First' });
  const second = await makeIncident(other, { title: 'Second' });
  await importFile(other, first, {
    name: 'ops.jsonl',
    text: `${line('Edith K', 'on it', 1)}\n${line('Edith K', 'found it', 2)}\n${line('Otto', 'thanks', 3)}\n`,
  });
  await importFile(other, second, { name: 'other.jsonl', text: `${line('Otto', 'alone', 4)}\n` });
  expect(await mine()).toEqual([]);
  const edith = (await listPeople(ctx, { incident: first.ref })).participants.find(
    (one) => one.name === 'Edith K',
  );
  await setMe(ctx, { personId: edith?.personId ?? '' });
  expect(await mine()).toEqual([[first.ref, 'you wrote 2 items of its evidence']]);
  const { items } = await readRecord(ctx, first.ref, {});
  const event = await makeEvent(other, first, items, {
    perspective: { type: 'person', personId: edith?.personId ?? '' },
  });
  expect(event.perspective).toMatchObject({ type: 'person' });
  expect(await mine()).toEqual([
    [first.ref, 'you wrote 2 items of its evidence', 'you added 1 event to its timeline'],
  ]);
});

test('lists no incident that the person cannot see, however much they wrote in it', async () => {
  const made = await makeIncident(ctx, { title: 'Soon private' });
  await addFinding(ctx, {
    type: 'question',
    incident: made.ref,
    statement: 'Who?',
    at: '2026-03-02T09:00:00Z',
  });
  await makeIncidentPrivate(other, { incident: made.ref, version: 1 });
  expect(await mine()).toEqual([]);
  await addMember(other, { incident: made.ref, accountId: getAccountId(world.editor) });
  expect(await mine()).toMatchObject([[made.ref, 'you added 1 finding', 'you declared it']]);
});

test('are paged, newest first, searched by title, and show how many stories they have', async () => {
  const refs: string[] = [];
  for (let index = 0; index < 5; index += 1)
    refs.push(
      (await makeIncident(ctx, { title: index === 2 ? 'The alias' : `Number ${index}` })).ref,
    );
  const first = await incidentsTakenPartIn(ctx, { limit: 3 });
  const second = await incidentsTakenPartIn(ctx, { limit: 3, cursor: first.next ?? '' });
  expect([...first.items, ...second.items].map((one) => one.ref)).toEqual(refs.toReversed());
  expect(second.next).toBeNull();
  await addStory(ctx, { title: 'Told', incident: refs[2] ?? '' });
  expect((await incidentsTakenPartIn(ctx, { text: 'ALIAS' })).items).toMatchObject([
    { ref: refs[2], stories: 1 },
  ]);
  expect((await incidentsTakenPartIn(ctx, {})).items.map((one) => one.stories)).toEqual([
    0, 0, 1, 0, 0,
  ]);
});

test('are only for an account', async () => {
  for (const actor of [world.operator, world.anonymous])
    await expect(incidentsTakenPartIn(world.as(actor), {})).rejects.toMatchObject({
      code: actor.type === 'anonymous' ? 'not-signed-in' : 'forbidden',
    });
  await expect(incidentsTakenPartIn(ctx, { limit: 1_000 })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('uses singular and plural', () => {
  expect(describeParticipation({ written: 1, reactions: 2, versions: 1, declared: 0 })).toEqual([
    'you wrote 1 item of its evidence',
    'you reacted to 2 items',
    'you published its report',
  ]);
});
