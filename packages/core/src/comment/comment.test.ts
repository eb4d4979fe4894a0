import type { CommentTarget } from '@debrief/contract';
import {
  exportBundle,
  importBundleText,
  makeEvent,
  makeRecord,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listAccounts } from '../account/index.ts';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addMember } from '../incident/index.ts';
import { searchLibrary } from '../library/index.ts';
import { removeEvent } from '../timeline/index.ts';
import {
  addComment,
  editComment,
  listComments,
  listWaitingComments,
  removeComment,
  replyToComment,
  resolveComment,
  undoCommentChange,
} from './index.ts';

let world: World;
let ctx: Context;
let viewer: Context;
let outsider: Context;
let incident: { id: string; ref: string };
let target: CommentTarget;
const accountId = (one: Context) => ('accountId' in one.actor ? one.actor.accountId : '');

beforeEach(async () => {
  world = await testWorld();
  [ctx, viewer, outsider] = [world.editor, world.viewer, world.outsider].map(world.as) as [
    Context,
    Context,
    Context,
  ];
  const made = await makeRecord(ctx, ['the graph was flat']);
  incident = made.incident;
  target = { kind: 'event', id: (await makeEvent(ctx, incident, made.items)).id };
});

const add = async (by: Context, text: string, more: object = {}) => {
  const { comments } = await addComment(by, { incident: incident.ref, target, text, ...more });
  const [comment] = comments;
  if (!comment) throw new Error('no comment');
  return comment;
};
const texts = async () =>
  (await listComments(ctx, { incident: incident.ref })).items.map((one) => one.text);
const listWaiting = async (by: Context) =>
  (await listWaitingComments(by, {})).items.map((one) => [one.reason, one.text]);

describe('a thread', () => {
  test('is started, answered, resolved and reopened by everyone who can see the incident', async () => {
    const asked = await add(viewer, 'Was it flat everywhere?');
    expect(asked).toMatchObject({ targetTitle: 'the graph was flat', can: { edit: true } });
    const { comments } = await replyToComment(ctx, {
      incident: incident.ref,
      threadId: asked.id,
      text: 'In all regions.',
    });
    expect(comments).toMatchObject([{ threadId: asked.id, target, quote: '' }]);
    const resolve = (isResolved: boolean, version: number) =>
      resolveComment(ctx, { id: asked.id, version, isResolved });
    expect((await resolve(true, 1)).comments[0]?.resolvedAt).not.toBeNull();
    await expect(resolve(true, 1)).rejects.toMatchObject({ code: 'conflict' });
    expect((await resolve(false, 2)).comments[0]?.resolvedAt).toBeNull();
    await expect(
      resolveComment(ctx, { id: comments[0]?.id ?? '', version: 1, isResolved: true }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const { items } = await listActivity(ctx, { incidentId: incident.id });
    expect(items.slice(0, 4).map((one) => one.kind)).toEqual([
      'comment.reopened',
      'comment.resolved',
      'comment.replied',
      'comment.added',
    ]);
  });

  test('can be edited and removed by its writer only, and undo restores it with its replies', async () => {
    const asked = await add(viewer, 'Was it flat?');
    await replyToComment(ctx, { incident: incident.ref, threadId: asked.id, text: 'Yes.' });
    for (const attempt of [
      () => editComment(ctx, { id: asked.id, version: 1, text: 'x' }),
      () => removeComment(ctx, { id: asked.id, version: 1 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    await editComment(viewer, { id: asked.id, version: 1, text: 'Was it flat all day?' });
    const removed = await removeComment(viewer, { id: asked.id, version: 2 });
    expect(await texts()).toEqual([]);
    await expect(
      replyToComment(ctx, { incident: incident.ref, threadId: asked.id, text: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await undoCommentChange(viewer, { activityId: removed.activityId });
    expect(await texts()).toEqual(['Was it flat all day?', 'Yes.']);
  });

  test('stays when its event is removed, and says so', async () => {
    const asked = await add(ctx, 'Sure?');
    await removeEvent(ctx, { id: target.id, version: 1 });
    const { items } = await listComments(ctx, { incident: incident.ref });
    expect(items).toMatchObject([{ id: asked.id, targetTitle: null }]);
    await expect(add(ctx, 'Really?')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is found by search and included in a bundle', async () => {
    await add(ctx, 'The zephyr index, again');
    const found = await searchLibrary(ctx, { text: 'zephyr' });
    expect(found.items).toMatchObject([{ kind: 'comment' }]);
    const bundle = await exportBundle(ctx, incident.ref);
    const other = await testWorld();
    await importBundleText(other.as(other.editor), bundle);
    const copies = await searchLibrary(other.as(other.editor), { text: 'zephyr' });
    expect(copies.items).toMatchObject([{ kind: 'comment' }]);
  });
});

describe('mentions', () => {
  test('wait for the account until it answers or the thread is resolved', async () => {
    const mentions = [accountId(viewer)];
    const asked = await add(ctx, '@Vera was it flat?', { mentions });
    const other = await add(ctx, '@Vera and this?', { mentions });
    expect(await listWaiting(viewer)).toEqual([
      ['mentioned', '@Vera and this?'],
      ['mentioned', '@Vera was it flat?'],
    ]);
    expect(await listWaiting(ctx)).toEqual([]);
    const first = await listWaitingComments(viewer, { limit: 1 });
    expect(first.items).toMatchObject([{ text: '@Vera and this?', incidentRef: incident.ref }]);
    const second = await listWaitingComments(viewer, { limit: 1, cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ text: '@Vera was it flat?' }], next: null });
    await expect(listWaitingComments(viewer, { cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await replyToComment(viewer, { incident: incident.ref, threadId: asked.id, text: 'It was.' });
    await resolveComment(ctx, { id: other.id, version: 1, isResolved: true });
    expect(await listWaiting(viewer)).toEqual([]);
    expect(await listWaiting(ctx)).toEqual([['replied', 'It was.']]);
  });

  test('are refused for an account outside a private incident, and never leak to it', async () => {
    const mentions = [accountId(outsider)];
    await add(ctx, 'before it was private', { mentions });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    expect(await listWaiting(outsider)).toEqual([]);
    await expect(add(ctx, 'look', { mentions })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'mentions' }],
    });
    const { items } = await listComments(ctx, { incident: incident.ref });
    const id = items[0]?.id ?? '';
    const closed = { code: 'not-found' };
    for (const attempt of [
      () => listComments(outsider, { incident: incident.ref }),
      () => add(outsider, 'x'),
      () => replyToComment(outsider, { incident: incident.ref, threadId: id, text: 'x' }),
      () => editComment(outsider, { id, version: 1, text: 'x' }),
      () => resolveComment(outsider, { id, version: 1, isResolved: true }),
      () => removeComment(outsider, { id, version: 1 }),
    ])
      await expect(attempt()).rejects.toMatchObject(closed);
    await addMember(ctx, { incident: incident.ref, accountId: accountId(outsider) });
    expect(await listWaiting(outsider)).toHaveLength(1);
  });

  test('name accounts that exist', async () => {
    const [account] = (await listAccounts(ctx, {})).items;
    await expect(add(ctx, 'x', { mentions: [ctx.ids.next()] })).rejects.toThrow('not found');
    const asked = await add(ctx, 'x', { mentions: [account?.id ?? ''] });
    expect(asked.mentions).toEqual([{ accountId: account?.id, name: account?.name }]);
  });
});
