import type { NewTracker, Tracker } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const tracker: Tracker = {
  id: anId,
  settings: {
    kind: 'github',
    url: 'https://github.com',
    project: 'acme/shop',
    labels: [],
    issueType: 'Task',
    statuses: { Blocked: 'open' },
  },
  name: 'GitHub acme/shop',
  hasSigningSecret: false,
  links: 2,
  askedAt: null,
  waitsUntil: null,
  problem: null,
};
const made: NewTracker = { ...tracker, webhookPath: '/in/tracker/word' };

test('connects, lists, changes, tests and removes trackers', async () => {
  const door = createFakeApi({
    'tracker.list': () => ({ items: [tracker], publicUrl: null }),
    'tracker.connect': () => made,
    'tracker.change': () => tracker,
    'tracker.test': () => ({ isReached: false, message: 'github.com answered 401.' }),
    'tracker.remove': () => undefined,
  });
  const run = (...args: string[]) => fakeWorld({ door, answer: 'pat-1' }).run('trackers', ...args);
  const connected = await run(
    'connect',
    '--kind',
    'github',
    '--project',
    'acme/shop',
    '--label',
    'incident',
  );
  expect(connected.out).toBe(`${anId}\n`);
  expect(connected.err).toContain('/in/tracker/word');
  expect(door.calls.at(-1)?.input).toMatchObject({
    token: 'pat-1',
    settings: { url: 'https://github.com', project: 'acme/shop', labels: ['incident'] },
  });
  expect((await run()).out).toMatch(/GitHub acme\/shop +https:\/\/github.com +2 +- +-/);
  await run('change', 'GitHub acme/shop', '--status', 'Triage=ignore', '--ask-token');
  expect(door.calls.at(-1)?.input).toMatchObject({
    token: 'pat-1',
    settings: { statuses: { Blocked: 'open', Triage: null } },
  });
  const tested = await run('test', anId);
  expect([tested.code, tested.err]).toEqual([69, expect.stringContaining('answered 401')]);
  expect((await run('remove', anId)).code).not.toBe(0);
  expect((await run('remove', anId, '--yes')).out).toBe('Removed.\n');
  expect((await run('change', anId, '--status', 'Triage')).err).toContain('NAME=STATE');
});
