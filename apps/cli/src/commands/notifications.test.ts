import type { Notification, NotificationSettings } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const mention: Notification = {
  kind: 'mention',
  id: anId,
  incidentRef: 'INC-2',
  title: 'Was it flat?',
  from: 'Edith',
  at: '2026-03-02T09:00:00.000Z',
  due: null,
  isOverdue: false,
  link: `/incidents/INC-2/comments?comment=${anId}`,
  isUnread: true,
};
const settings: NotificationSettings = {
  email: 'daily',
  hour: 8,
  muted: ['library'],
  address: 'ada@example.org',
  zone: 'Europe/Lisbon',
  canSend: false,
  sentBy: 'email' as const,
  chat: null,
  hasFeed: false,
};
const start = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

test('lists what waits and marks what is new', async () => {
  const { run } = start({ 'notification.list': () => ({ items: [mention], unread: 1 }) });
  expect((await run('notifications')).out).toMatch(
    /^\* +You were mentioned +Was it flat\? +Edith +INC-2 +-$/m,
  );
});

test('changes emails only as asked', async () => {
  const given: unknown[] = [];
  const { run } = start({
    'notification.settings': () => settings,
    'notification.changeSettings': (input) => (given.push(input), settings),
  });
  expect((await run('notifications', 'settings')).out).toContain('8:00 Europe/Lisbon');
  expect(given).toEqual([]);
  await run('notifications', 'settings', '--email', 'daily', '--hour', '8', '--mute', 'library');
  await run('notifications', 'settings', '--mute', 'none');
  expect(given).toEqual([{ email: 'daily', hour: 8, muted: ['library'] }, { muted: [] }]);
  for (const wrong of [
    ['--hour', '24'],
    ['--email', 'hourly'],
    ['--mute', 'all'],
  ])
    expect((await run('notifications', 'settings', ...wrong)).code).toBe(64);
});
