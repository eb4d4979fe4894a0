import { everyRow, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import { makeIncidentPrivate } from '../../evidence/index.ts';
import {
  addFollowUp,
  changeTracker,
  connectTracker,
  createIssue,
  getFollowUp,
  listTrackers,
  removeTracker,
  syncIssue,
  unlinkIssue,
} from '../index.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});

const settings = { kind: 'github', url: 'https://github.com', project: 'acme/shop' } as const;
const connect = (more: object = {}) =>
  connectTracker(world.as(world.admin), { settings: { ...settings, ...more }, token: 'word' });

async function makeFollowUp() {
  const editor = world.as(world.editor);
  const incident = await makeIncident(editor);
  const { followUps } = await addFollowUp(editor, {
    incident: incident.ref,
    text: 'Refuse an alias',
    intent: 'prevent',
  });
  return { incident, id: followUps[0]?.id ?? '' };
}

test('admins connect, change and remove trackers; others cannot', async () => {
  const { id } = await connect();
  for (const actor of [world.editor, world.viewer]) {
    const ctx = world.as(actor);
    for (const act of [
      () => connectTracker(ctx, { settings, token: 'x' }),
      () => changeTracker(ctx, { id, token: 'x' }),
      () => removeTracker(ctx, { id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(listTrackers(world.as(world.viewer))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listTrackers(world.as(world.editor))).toMatchObject([{ id, links: null }]);
  await removeTracker(world.as(world.admin), { id });
  expect(await listTrackers(world.as(world.admin))).toEqual([]);
  const { items } = await listActivity(world.as(world.admin), {});
  expect(items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['tracker.connected', 'tracker.removed']),
  );
});

test('a token is stored once, is in no answer, and has to be entered again for another host', async () => {
  const { webhookPath, ...tracker } = await connect();
  const admin = world.as(world.admin);
  expect(JSON.stringify([tracker, await listTrackers(admin)])).not.toContain('word');
  const rows = (await everyRow(world.store)).filter((row) => row.includes('"word"'));
  expect(rows.map((row) => row.split(' ')[0])).toEqual(['tracker']);
  const secret = webhookPath.split('/').at(-1) ?? '';
  expect((await everyRow(world.store)).filter((row) => row.includes(secret))).toEqual([]);
  const { id } = tracker;
  const moved = { ...settings, url: 'https://github.example.org' };
  await expect(changeTracker(admin, { id, settings: moved })).rejects.toMatchObject({
    code: 'invalid',
  });
  await changeTracker(admin, { id, settings: { ...settings, labels: ['incident'] } });
  await changeTracker(admin, { id, settings: moved, token: 'other' });
  const other = { ...settings, kind: 'gitlab' as const };
  await expect(changeTracker(admin, { id, settings: other })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test.each([
  { url: 'ftp://github.com' },
  { url: 'https://ada:word@github.com' },
  { project: 'shop' },
  { project: '../shop' },
  { labels: ['with space'] },
  { statuses: { Done: 'verified' } },
])('settings are checked: %j', async (wrong) => {
  await expect(connect(wrong)).rejects.toMatchObject({ code: 'invalid' });
});

test('an issue belongs to those who can change the follow-up', async () => {
  const { id: trackerId } = await connect();
  const { id, incident } = await makeFollowUp();
  const viewer = world.as(world.viewer);
  await expect(createIssue(viewer, { id, trackerId })).rejects.toMatchObject({ code: 'forbidden' });
  const editor = world.as(world.editor);
  await makeIncidentPrivate(editor, { incident: incident.ref, version: incident.version });
  const outsider = world.as(world.outsider);
  await expect(createIssue(outsider, { id, trackerId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(syncIssue(editor, { id })).rejects.toMatchObject({ code: 'not-found' });
  const asked = await createIssue(editor, { id, trackerId });
  expect(asked.issue).toMatchObject({ tracker: 'GitHub acme/shop', state: 'waiting', key: null });
  const { id: second } = await connect();
  await expect(createIssue(editor, { id, trackerId: second })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(unlinkIssue(outsider, { id })).rejects.toMatchObject({ code: 'not-found' });
  expect((await unlinkIssue(editor, { id })).issue).toBeNull();
  await createIssue(editor, { id, trackerId });
  await removeTracker(world.as(world.admin), { id: trackerId });
  expect((await getFollowUp(editor, { id })).issue).toBeNull();
});
