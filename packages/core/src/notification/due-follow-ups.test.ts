import { makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { changeAccount } from '../account/index.ts';
import { addFollowUp } from '../follow-up/index.ts';
import { changeNotificationSettings, collectEmails, listWaiting } from './index.ts';

test('reminders come three days before, on the day and weekly, in the zone of the owner, once each', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const owner = world.as(world.viewer);
  const accountId = world.viewer.type === 'account' ? world.viewer.accountId : '';
  await changeAccount(world.as(world.admin), { id: accountId, version: 1, zone: 'Asia/Tokyo' });
  const { ref } = await makeIncident(ctx, { visibility: 'everyone' });
  await addFollowUp(ctx, {
    incident: ref,
    intent: 'prevent',
    text: 'Alarm on empty results',
    owner: { type: 'account', accountId },
    dueOn: '2026-03-06',
  });
  await changeNotificationSettings(owner, { email: 'soon' });
  const system = world.as({ type: 'system', name: 'test' });
  const readLine = async () => (await listWaiting(owner)).map(({ at }) => at);
  const sent: string[] = [];
  const moveTo = async (time: string) => {
    world.clock.advance(Date.parse(time) - ctx.clock.now().getTime());
    const before = await countEmails();
    // Two processes at the same time.
    await Promise.all([collectEmails(system, ['email']), collectEmails(system, ['email'])]);
    if ((await countEmails()) > before) sent.push(time);
    return readLine();
  };
  const countEmails = async () =>
    (await ctx.db.selectFrom('email_line').selectAll().execute()).length;
  // It is 2 March, 18:00 in Tokyo.
  expect(await readLine()).toEqual([]);
  // Until eight in the morning it is still quiet.
  expect(await moveTo('2026-03-02T22:50:00.000Z')).toEqual([]);
  expect(await moveTo('2026-03-02T23:01:00.000Z')).toEqual(['2026-03-02T15:00:00.000Z']);
  expect(await moveTo('2026-03-04T09:00:00.000Z')).toEqual(['2026-03-02T15:00:00.000Z']);
  expect(await moveTo('2026-03-05T23:01:00.000Z')).toEqual(['2026-03-05T15:00:00.000Z']);
  expect(await moveTo('2026-03-11T23:01:00.000Z')).toEqual(['2026-03-05T15:00:00.000Z']);
  expect(await moveTo('2026-03-12T23:01:00.000Z')).toEqual(['2026-03-12T15:00:00.000Z']);
  expect(sent).toEqual([
    '2026-03-02T23:01:00.000Z',
    '2026-03-05T23:01:00.000Z',
    '2026-03-12T23:01:00.000Z',
  ]);
});
