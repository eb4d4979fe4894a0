import { listActivity } from '@debrief/core/activity';
import { findActorByKey, inviteAccount } from '@debrief/core/account';
import { declareIncident, getIncident } from '@debrief/core/incident';
import { expect, test } from 'vitest';
import { runInRollback, testWorld } from './index.ts';

test('each actor can do what its role allows', async () => {
  const world = await testWorld();
  const incident = await declareIncident(world.as(world.editor), {
    title: 'Search shows nothing',
    visibility: 'private',
  });
  await expect(
    getIncident(world.as(world.editor), { incident: incident.ref }),
  ).resolves.toMatchObject({ title: 'Search shows nothing' });
  await expect(
    getIncident(world.as(world.outsider), { incident: incident.ref }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await expect(declareIncident(world.as(world.viewer), { title: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(declareIncident(world.as(world.anonymous), { title: 'x' })).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  const key = await world.key(['read']);
  await expect(getIncident(world.as(key), { incident: incident.ref })).resolves.toMatchObject({
    id: incident.id,
  });
  await expect(declareIncident(world.as(key), { title: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(findActorByKey(world.as(world.anonymous), 'dbf_unknown')).resolves.toBeNull();
});

test('a rollback leaves nothing', async () => {
  const world = await testWorld();
  const ctx = world.as(world.admin);
  const before = await listActivity(ctx, {});
  await runInRollback(ctx, async (inner) => {
    await inviteAccount(inner, { name: 'Nina', email: 'nina@example.org', role: 'viewer' });
    expect((await listActivity(inner, {})).items).toHaveLength(before.items.length + 1);
  });
  expect(await listActivity(ctx, {})).toEqual(before);
});
