import type { LibraryHit, LibraryPage } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const incident = {
  id: anId,
  ref: 'INC-4',
  title: 'Orders vanish',
  severity: 'SEV-2' as const,
  services: [],
  teams: [],
};
const hit: LibraryHit = {
  kind: 'factor',
  id: anId,
  incident,
  title: [
    { text: 'The ', isMatch: false },
    { text: 'alias', isMatch: true },
    { text: ' is changed\nby hand', isMatch: false },
  ],
  excerpt: [],
  at,
  precision: 'minute',
  factorKind: 'contributor',
  evidenceId: null,
  can: { addToTimeline: false },
  report: null,
};

const asked: unknown[] = [];
const run = (page: Partial<LibraryPage>, ...args: string[]) =>
  fakeWorld({
    door: createFakeApi({
      'library.search': (input) => {
        asked.push(input);
        return {
          items: [hit],
          next: null,
          counts: [{ kind: 'factor', count: 1, isMore: false }],
          rankedOfEach: null,
          matching: 'all',
          ...page,
        };
      },
      'library.compare': () => ({
        items: [
          {
            incident,
            hoursWorkedOn: 14,
            firstEvidenceAt: at,
            lastEvidenceAt: null,
            evidenceCount: 1200,
            factors: [],
            difficulties: [],
            followUps: { done: 2, all: 3 },
            peopleCited: 6,
            attendees: 11,
            impact: [],
            report: null,
          },
        ],
      }),
      'library.elsewhere': () => ({
        items: [
          {
            id: anId,
            incident,
            statement: 'Set by hand',
            kind: 'contributor',
            isSameKind: true,
            words: ['alias', 'hand'],
            beliefWords: ['hand'],
            at,
          },
        ],
      }),
    }),
  }).run('library', ...args);

test('debrief library search prints time, kind, place and title, one line each', async () => {
  expect((await run({}, 'search', 'alias')).out.split('\n')[1]).toBe(
    '2022-12-06T14:30Z  contributor  INC-4     The alias is changed ⏎ by hand',
  );
});

test('passes words, kinds and times to the server unchanged', async () => {
  asked.length = 0;
  await run(
    {},
    'search',
    'alias',
    '"wrong index"',
    '--kind',
    'factor',
    '--kind',
    'event',
    '--from',
    '2026-01-01T00:00:00Z',
    '--sort',
    '-time',
    '--limit',
    '5',
    '--json',
  );
  expect(asked).toMatchObject([
    {
      text: 'alias "wrong index"',
      kind: 'factor,event',
      from: '2026-01-01T00:00:00Z',
      sort: '-time',
      limit: '5',
    },
  ]);
});

test('says when there are more results, and when there are none', async () => {
  expect(
    (
      await run(
        { next: 'x', counts: [{ kind: 'factor', count: 1000, isMore: true }] },
        'search',
        'a',
      )
    ).err,
  ).toContain('Showing the first 20 of 1,000 or more');
  expect((await run({ items: [] }, 'search', 'a')).err).toContain('No results');
  expect((await run({}, 'search', '--factor-kind', 'cause')).err).toContain('Use one of trigger');
});

test('debrief library compare and elsewhere', async () => {
  expect((await run({}, 'compare', 'INC-4', 'INC-5')).out.split('\n')[1]).toMatch(
    /^INC-4 +14 +1,200 +2022-12-06T14:30:05Z +- +0 +0 +2 of 3 +6 +11 +- +- +Orders vanish$/,
  );
  expect((await run({}, 'elsewhere', anId)).out.split('\n')[1]).toMatch(
    /^INC-4 +contributor +alias, hand +Set by hand$/,
  );
  expect(parseOutput(await run({}, 'elsewhere', anId, '--json'))).toMatchObject([
    { words: ['alias', 'hand'] },
  ]);
});
