import { importFile, makeEvent, makeIncident, messages, testWorld } from '@debrief/testkit';
import type { Evidence, Incident } from '@debrief/contract';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { exportBundle, importBundleText, type World } from '@debrief/testkit';
import {
  getEvidence,
  listReplies,
  makeIncidentPrivate,
  outlineRecord,
  readRecord,
} from '../evidence/index.ts';
import {
  changeEvent,
  listMilestones,
  listTimeline,
  setMilestone,
  undoChange,
} from '../timeline/index.ts';
import { addFinding, changeFinding, listInvestigation, updateStatus } from './index.ts';

// The record: a deploy at 8:00 that no one mentions until 8:05, and talk in between.
const at = (minute: number) => `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`;
let world: World;
let ctx: Context;
let incident: Incident;
let items: Evidence[];

function findItem(text: string): Evidence {
  const item = items.find((one) => one.text.includes(text));
  if (!item) throw new Error(`nothing says ${text}`);
  return item;
}

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
  await importFile(ctx, incident, {
    name: 'deploys.jsonl',
    text: `${JSON.stringify({ id: 'd1', at: at(0), kind: 'change', author: 'ci', text: 'storefront 3.118.0: new cart' })}\n`,
    options: { source: 'Deploys' },
  });
  const talk = [
    'all quiet',
    'orders fail',
    'is it storefront?',
    'no',
    '3.118.0 is the one',
    'rolled back',
  ];
  await importFile(ctx, incident, { name: 'chat.jsonl', text: messages(talk, { from: at(1) }) });
  items = (await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 })).items;
});

test('an event that cites only a deploy is known from its first mention, until a person confirms another time', async () => {
  const event = await makeEvent(ctx, incident, [findItem('new cart')]);
  expect(event).toMatchObject({
    at: at(0),
    knownAt: null,
    knownSince: {
      at: at(5),
      basis: 'first-mention',
      evidenceId: findItem('3.118.0 is the one').id,
    },
  });
  const titles = async (minute: number) =>
    (await listTimeline(ctx, { incident: incident.ref, knownAt: at(minute) })).events.length;
  expect([await titles(4), await titles(5)]).toEqual([0, 1]);
  const change = await changeEvent(ctx, { id: event.id, version: 1, knownAt: at(3) });
  expect(change.events).toMatchObject([{ knownSince: { at: at(3), basis: 'confirmed' } }]);
  expect(await titles(3)).toBe(1);
  await expect(
    changeEvent(ctx, { id: event.id, version: 2, knownAt: '2026-03-02T07:59:00Z' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  const undone = await undoChange(ctx, { activityId: change.activityId });
  expect(undone.events).toMatchObject([{ knownAt: null, knownSince: { at: at(5) } }]);
});

test('an identifier that was named before the event is not a mention of it', async () => {
  await importFile(ctx, incident, {
    name: 'early.jsonl',
    text: messages(['3.118.0 goes out at eight'], { from: '2026-03-02T07:30:00Z' }),
    options: { source: 'Early' },
  });
  const event = await makeEvent(ctx, incident, [findItem('new cart')]);
  expect(event.knownSince).toEqual({ at: at(0), basis: 'own-time', evidenceId: null });
});

test('the investigation at a time has the hypotheses as they were then, and the factors that were known', async () => {
  const { findings: added } = await addFinding(ctx, {
    incident: incident.ref,
    type: 'hypothesis',
    statement: 'It is storefront',
    citations: [{ evidenceId: findItem('is it storefront').id }],
  });
  const [hypothesis] = added;
  if (!hypothesis) throw new Error('no hypothesis was added');
  await updateStatus(ctx, { id: hypothesis.id, version: 1, kind: 'ruled-out', at: at(4) });
  await updateStatus(ctx, { id: hypothesis.id, version: 2, kind: 'confirmed', at: at(5) });
  const { findings } = await addFinding(ctx, {
    incident: incident.ref,
    type: 'factor',
    statement: 'The new cart was live',
    at: at(0),
    reality: 'It dropped orders',
    citations: [{ evidenceId: findItem('new cart').id }],
  });
  const list = async (minute: number) =>
    (await listInvestigation(ctx, { incident: incident.ref, knownAt: at(minute) })).findings;
  expect(await list(2)).toEqual([]);
  expect(await list(3)).toMatchObject([{ status: 'open', can: { change: false } }]);
  expect(await list(4)).toMatchObject([{ status: 'ruled-out' }]);
  expect(await list(6)).toMatchObject([{ type: 'factor', reality: '' }, { status: 'confirmed' }]);
  const [factor] = findings;
  await changeFinding(ctx, { type: 'factor', id: factor?.id ?? '', version: 1, knownAt: at(2) });
  expect(await list(2)).toMatchObject([{ type: 'factor', knownSince: { basis: 'confirmed' } }]);
});

test('the record at a time has no later items, replies or revisions, and its outline ends there', async () => {
  const page = await readRecord(ctx, incident.ref, { threads: 'flat', knownAt: at(3) });
  expect(page.items.map(({ text }) => text)).toEqual([
    'storefront 3.118.0: new cart',
    'all quiet',
    'orders fail',
    'is it storefront?',
  ]);
  expect(page.after).toBeNull();
  expect(await outlineRecord(ctx, incident.ref, { knownAt: at(3) })).toMatchObject({
    total: 4,
    itemCount: 4,
    until: at(3),
  });
  const found = await readRecord(ctx, incident.ref, { text: '3.118.0', knownAt: at(3) });
  expect(found.items).toHaveLength(1);
  expect(await outlineRecord(ctx, incident.ref, { knownAt: '2020-01-01T00:00:00Z' })).toMatchObject(
    {
      total: 0,
      itemCount: 0,
      until: null,
    },
  );
});

test('an edit that was recorded later shows the text before it, and says so', async () => {
  const line = (text: string) => `${JSON.stringify({ id: 'm1', at: at(2), author: 'bo', text })}\n`;
  const options = { source: 'Edited' };
  await importFile(ctx, incident, { name: 'edited.jsonl', text: line('no idea'), options });
  await importFile(ctx, incident, { name: 'edited.jsonl', text: line('the cart!'), options });
  const read = async (knownAt?: string) =>
    (await readRecord(ctx, incident.ref, { threads: 'flat', ...(knownAt && { knownAt }) })).items
      .filter(({ author }) => author?.name === 'bo')
      .map(({ text, isEditedLater }) => [text, isEditedLater]);
  expect(await read()).toEqual([['the cart!', undefined]]);
  expect(await read(at(3))).toEqual([['no idea', true]]);
  expect(await read('2999-01-01T00:00:00Z')).toEqual([['the cart!', undefined]]);
});

test('an item has no raw payload and no later revision at a time, and a later item is not found', async () => {
  const line = (text: string) => `${JSON.stringify({ id: 'm1', at: at(2), author: 'bo', text })}\n`;
  const options = { source: 'Edited' };
  await importFile(ctx, incident, { name: 'edited.jsonl', text: line('no idea'), options });
  await importFile(ctx, incident, { name: 'edited.jsonl', text: line('the cart!'), options });
  const { items: all } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const id = all.find(({ text }) => text === 'the cart!')?.id ?? '';
  const read = (knownAt?: string) => getEvidence(ctx, { incident: incident.ref, id, knownAt });
  const now = await read();
  expect(now.revisions.map(({ payload }) => payload.includes('bo'))).toEqual([true, true]);
  const then = await read(at(3));
  expect(then.evidence).toMatchObject({ text: 'no idea', isEditedLater: true });
  expect(then.revisions.map(({ text, payload }) => [text, payload])).toEqual([['no idea', '']]);
  expect(JSON.stringify(then)).not.toContain('the cart!');
  await expect(read(at(1))).rejects.toMatchObject({ code: 'not-found' });
  const late = { incident: incident.ref, id: findItem('rolled back').id, knownAt: at(3) };
  await expect(getEvidence(ctx, late)).rejects.toMatchObject({ code: 'not-found' });
});

test('an account links to its event only when the event was known', async () => {
  const early = await makeEvent(ctx, incident, [findItem('orders fail')]);
  const late = await makeEvent(ctx, incident, [findItem('rolled back')]);
  await addFinding(ctx, {
    incident: incident.ref,
    type: 'contradiction',
    statement: 'Accounts differ on the cart',
    at: at(2),
    accounts: [early, late].map(({ id }) => ({ eventId: id, whose: 'Bo', says: '' })),
  });
  const accounts = async (minute: number) =>
    (
      await listInvestigation(ctx, { incident: incident.ref, knownAt: at(minute) })
    ).findings.flatMap((one) =>
      one.type === 'contradiction' ? one.accounts.map(({ eventId }) => eventId) : [],
    );
  expect(await accounts(3)).toEqual([early.id, null]);
  expect(await accounts(6)).toEqual([early.id, late.id]);
});

test('a milestone of an event is there when the event was known', async () => {
  const event = await makeEvent(ctx, incident, [findItem('new cart')]);
  const set = { incident: incident.ref, kind: 'impact-started' as const, version: null };
  await setMilestone(ctx, { ...set, eventId: event.id });
  const kinds = async (minute: number) =>
    (await listMilestones(ctx, { incident: incident.ref, knownAt: at(minute) })).milestones.map(
      ({ kind }) => kind,
    );
  expect(event).toMatchObject({ at: at(0), knownSince: { at: at(5) } });
  expect([await kinds(0), await kinds(4), await kinds(5)]).toEqual([[], [], ['impact-started']]);
});

test('replies after the time are neither listed nor counted', async () => {
  const line = (id: string, minute: number, more: object) =>
    JSON.stringify({ id, at: at(minute), author: 'bo', text: id, ...more });
  await importFile(ctx, incident, {
    name: 'threads.jsonl',
    text: `${line('root', 1, { reply_to: null })}\n${line('early', 2, { reply_to: 'root' })}\n${line('late', 6, { reply_to: 'root' })}\n`,
    options: { source: 'Threads' },
  });
  const { items: all } = await readRecord(ctx, incident.ref, { knownAt: at(3) });
  const root = all.find(({ text }) => text === 'root');
  expect(root?.replyCount).toBe(1);
  const id = root?.id ?? '';
  const replies = await listReplies(ctx, { incident: incident.ref, id, knownAt: at(3) });
  expect(replies.items.map(({ text }) => text)).toEqual(['early']);
});

test('a later milestone is not there, and its durations run', async () => {
  for (const [kind, minute] of [
    ['detected', 2],
    ['resolved', 6],
  ] as const)
    await setMilestone(ctx, { incident: incident.ref, kind, at: at(minute), version: null });
  const { milestones, durations } = await listMilestones(ctx, {
    incident: incident.ref,
    knownAt: at(4),
  });
  expect(milestones.map(({ kind }) => kind)).toEqual(['detected']);
  expect(durations.some(({ status }) => status === 'running')).toBe(true);
});

test('a bundle keeps what was confirmed', async () => {
  await makeEvent(ctx, incident, [findItem('orders fail')], { knownAt: at(4) });
  const bundle = await exportBundle(ctx, incident.ref);
  const other = await testWorld();
  const copy = await importBundleText(other.as(other.editor), bundle);
  const { events } = await listTimeline(other.as(other.editor), { incident: copy.ref });
  expect(events).toMatchObject([{ knownAt: at(4), knownSince: { basis: 'confirmed' } }]);
});

test('someone outside a private incident finds nothing at any time', async () => {
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outsider = world.as(world.outsider);
  const input = { incident: incident.ref, knownAt: at(3) };
  for (const ask of [
    () => listTimeline(outsider, input),
    () => listInvestigation(outsider, input),
    () => listMilestones(outsider, input),
    () => readRecord(outsider, incident.ref, { knownAt: at(3) }),
    () => getEvidence(outsider, { ...input, id: findItem('all quiet').id }),
    () => outlineRecord(outsider, incident.ref, { knownAt: at(3) }),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
});
