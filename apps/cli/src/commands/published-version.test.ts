import type { PublishedVersion, Readiness } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const version: PublishedVersion = {
  id: anId,
  incidentId: anId,
  ref: 'INC-4',
  number: 2,
  title: 'Orders vanish',
  summary: 'Said more plainly',
  visibility: 'internal',
  readers: null,
  publishedAt: '2022-12-06T14:30:05.000Z',
  publishedBy: { type: 'account', id: anId, name: 'Ada' },
  unpublished: null,
  isNewest: true,
  path: '/reviews/INC-4/2',
  words: 900,
  minutes: { article: 2, all: 4 },
  can: { unpublish: true, ask: true, answer: true },
};
const readiness: Readiness = {
  state: 'v7',
  isEmpty: false,
  gone: [],
  uncited: [{ sectionId: anId, section: 'Summary', count: 3 }],
  openHypotheses: [],
  openQuestions: [],
  openSuggestions: 0,
  since: null,
  next: 2,
  can: { publish: true },
};

const asked: unknown[] = [];
const run = async (...args: string[]) => {
  asked.length = 0;
  return fakeWorld({
    door: createFakeApi({
      'report.versions': () => ({ items: [version] }),
      'report.readiness': () => readiness,
      'report.publish': (input) => (asked.push(input), version),
      'report.unpublish': (input) => (asked.push(input), version),
    }),
  }).run(...args);
};

test('lists, publishes the draft from readiness, and unpublishes with a reason', async () => {
  expect((await run('report', 'versions', 'INC-4')).out).toContain('/reviews/INC-4/2');
  expect(parseOutput(await run('report', 'versions', 'INC-4', '--json'))).toMatchObject([
    { number: 2 },
  ]);
  const published = await run(
    'report',
    'publish',
    'INC-4',
    '--summary',
    'Said more plainly',
    '--visibility',
    'restricted',
    '--reader',
    anId,
  );
  expect(asked).toMatchObject([
    {
      incident: 'INC-4',
      state: 'v7',
      summary: 'Said more plainly',
      visibility: 'restricted',
      readers: [anId],
    },
  ]);
  expect(published.out).toContain('3 sentences cite no evidence');
  await run('report', 'unpublish', 'INC-4', '2', '--reason', 'A name slipped in');
  expect(asked).toMatchObject([{ number: '2', reason: 'A name slipped in' }]);
});

test('requires a reason before unpublishing', async () => {
  const { code } = await run('report', 'unpublish', 'INC-4', '2');
  expect(code).not.toBe(0);
  expect(asked).toEqual([]);
});

test('counts readers without names', async () => {
  const small = { count: null, words: 'fewer than five' };
  const world = fakeWorld({
    door: createFakeApi({
      'report.versions': () => ({ items: [version] }),
      'report.readership': () => ({
        readers: { count: 10, words: '10 or more' },
        depth: { half: { count: 5, words: '5 or more' }, end: small },
        later: [
          { days: 30, readers: small },
          { days: 90, readers: null },
        ],
        questions: 2,
        citedBy: [{ incident: 'INC-9', title: 'Later' }],
        outside: { count: 5, words: '5 or more' },
        roles: [{ role: 'support', readers: { count: 5, words: '5 or more' } }],
        usedIn: [],
        learned: small,
        lines: [],
        mine: null,
      }),
    }),
  });
  const { out } = await world.run('report', 'readers', 'INC-4');
  expect(out).toMatch(/^ *readers +10 or more$/m);
  expect(out).toMatch(/^ *from outside +5 or more$/m);
  expect(out).toMatch(/^ *in support +5 or more$/m);
  expect(out).toMatch(/^ *after 90 days +not yet$/m);
  expect(out).toMatch(/^ *cited by +INC-9$/m);
});
