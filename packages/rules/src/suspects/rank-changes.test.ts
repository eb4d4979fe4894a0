import { expect, test } from 'vitest';
import fc from 'fast-check';
import { findChangeKind } from './change-kind.ts';
import { findMergedCommits } from './merges.ts';
import { rankChanges, type Change, type Symptom } from './rank-changes.ts';
import { findRoutines } from './routines.ts';
import { rateStrength } from './suspect.ts';
import { createMatcher, listSymptomWords } from './symptom-words.ts';
import { wilsonInterval } from './wilson-interval.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = Date.UTC(2026, 2, 2, 12);
const symptom: Symptom = { at, toleranceMs: 0, text: 'Logins time out', services: ['login'] };
const change = (given: Partial<Change>): Change => ({
  id: 'a',
  at: at - 10 * minute,
  until: null,
  kind: 'deploy',
  text: 'a change',
  services: ['login'],
  ...given,
});
const rank = (changes: Change[], given: Partial<Symptom> = {}, links = {}) =>
  rankChanges(changes, { ...symptom, ...given }, links);
const ids = (changes: { id: string }[]) => changes.map(({ id }) => id);

test('a change after the symptom is vetoed; one that was still running is not', () => {
  const ranked = rank([
    change({ id: 'after', at: at + minute }),
    change({ id: 'running', at: at - 20 * minute, until: at + hour }),
    change({ id: 'before' }),
  ]);
  expect(ids(ranked.after)).toEqual(['after']);
  expect(ids(ranked.suspects)).toEqual(['running', 'before']);
  expect(ranked.suspects[0]?.factors[0]?.reason).toBe(
    'started 20 min before the symptom and was still running',
  );
});

test('rare words weigh more than common ones, and identifiers count double', () => {
  const common = Array.from({ length: 50 }, (_, index) =>
    change({ id: `c${index}`, at: at - 3 * hour, text: 'login page', services: ['web'] }),
  );
  const given = { text: 'login fails with rate_limit in quota', services: [] };
  const rare = change({ id: 'rare', at: at - 3 * hour, text: 'raise quota' });
  const named = change({ id: 'named', at: at - 3 * hour, text: 'set rate_limit' });
  expect(ids(rank([...common, rare, named], given).suspects).slice(0, 2)).toEqual([
    'named',
    'rare',
  ]);
});

test('a change in a service that the incident calls is nearer than one elsewhere', () => {
  const links = [{ from: 'Login', to: 'sessions', kind: 'calls' as const }];
  const near = change({ id: 'near', services: ['sessions'] });
  const far = change({ id: 'far', services: ['billing'] });
  const { suspects } = rank([far, near], {}, { links });
  expect(ids(suspects)).toEqual(['near', 'far']);
  expect(suspects[0]?.factors.find(({ name }) => name === 'place')).toEqual({
    name: 'place',
    value: 0.6,
    reason: '1 link away: Login calls sessions',
  });
  const fed = [{ from: 'sessions', to: 'login', kind: 'feeds' as const }];
  expect(ids(rank([far, near], {}, { links: fed }).suspects)).toEqual(['near', 'far']);
  const against = [{ from: 'sessions', to: 'login', kind: 'calls' as const }];
  expect(rank([near], {}, { links: against }).suspects[0]?.factors).toContainEqual({
    name: 'place',
    value: 0.36,
    reason: "sessions is not among the incident's services",
  });
});

test('a nightly job is a routine, and a deploy to it counts from its last run', () => {
  const day = 24 * hour;
  const runs = Array.from({ length: 10 }, (_, index) =>
    change({
      id: `run${index}`,
      at: at - hour - index * day,
      text: `nightly ${index}`,
      kind: 'data',
    }),
  );
  const deploy = change({ id: 'deploy', at: at - 30 * hour, text: 'nightly: new parser' });
  const { suspects } = rank([...runs, deploy]);
  expect(suspects[0]?.id).toBe('deploy');
  expect(suspects[0]?.factors[0]?.reason).toBe(
    '1 d 6 h before the symptom, and its job last ran 1 h before',
  );
  expect(findRoutines([change({}), change({ id: 'b', at: at - 1 })]).size).toBe(0);
});

test('the slow list ignores the time and needs a word in common', () => {
  const old = change({ id: 'old', at: at - 20 * 24 * hour, text: 'logins: cache tokens' });
  const none = change({ id: 'none', at: at - 20 * 24 * hour, text: 'colors' });
  const recent = Array.from({ length: 5 }, (_, index) => change({ id: `r${index}` }));
  expect(ids(rank([old, none, ...recent]).slow)).toEqual(['old']);
});

test('the order of the input does not matter, nothing is ranked twice, and scores fall', () => {
  const any = fc.record({
    id: fc.uuid(),
    at: fc.integer({ min: at - 100 * hour, max: at + 10 * hour }),
    until: fc.constant(null),
    kind: fc.constantFrom('deploy' as const, 'config' as const, 'schema' as const),
    text: fc.constantFrom('logins', 'time out', 'colors', ''),
    services: fc.subarray(['login', 'web', 'api']),
  });
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 40 }), (changes) => {
      const ranked = rank(changes, {}, { limit: 100 });
      expect(ids(rank(changes.toReversed(), {}, { limit: 100 }).suspects)).toEqual(
        ids(ranked.suspects),
      );
      expect(ranked.suspects.length + ranked.after.length).toBe(changes.length);
      const scores = ranked.suspects.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      for (const { score, factors } of ranked.suspects)
        expect(factors.reduce((product, { value }) => product * value, 1)).toBeCloseTo(score);
    }),
    { numRuns: 50 },
  );
});

test('strength compares with other moments, and says nothing about a short record', () => {
  const ordinary = Array.from({ length: 100 }, (_, index) => index / 100);
  expect(rateStrength(0.96, ordinary)).toBe('strong');
  expect(rateStrength(0.85, ordinary)).toBe('moderate');
  expect(rateStrength(0.5, ordinary)).toBe('weak');
  expect(rateStrength(9, [1, 2])).toBe('unknown');
  expect(rank([]).strength).toBe('weak');
});

test('words of a symptom: identifiers, plurals, scripts without spaces; none for regular expressions to stumble on', () => {
  const words = listSymptomWords(
    'ERROR in OrderIndex: listings of update_alias( [x] fail 消息积压',
  );
  expect(words.map(({ word }) => word)).toEqual(
    expect.arrayContaining(['orderindex', 'update_alias', 'listings', '消息']),
  );
  const match = createMatcher(words);
  const listFound = (text: string) => match(text).map((index) => words[index]?.word);
  expect(listFound('a listing is missing')).toEqual(['listings']);
  expect(listFound('def update_alias(name)')).toContain('update_alias');
  expect(listFound('处理消息')).toEqual(['消息']);
  expect(listFound('relisted')).toEqual([]);
});

test('kinds: files decide where they agree', () => {
  expect(findChangeKind('Bump', ['docs/a.md', 'tests/x.py'])).toBe('text');
  expect(findChangeKind('Orders', ['db/migrations/1.sql', 'a.ts'])).toBe('schema');
  expect(findChangeKind('Orders', ['config/prod.yaml'])).toBe('config');
  expect(findChangeKind('Orders', ['src/a.ts', 'config/prod.yaml'])).toBe('deploy');
  expect(findChangeKind('New feature flag for orders', [])).toBe('flag');
  expect(findChangeKind('Rules', ['rules/a.rules.yaml'])).toBe('monitoring');
  expect(findChangeKind('web 3.1', [], 'schema change')).toBe('schema');
});

test('a merge has the commits of its branch, each once', () => {
  const commit = (sha: string, ...parents: string[]) => ({ sha, parents });
  const merged = findMergedCommits([
    commit('1'),
    commit('b1', '1'),
    commit('b2', 'b1'),
    commit('2', '1', 'b2'),
    commit('c1', '2'),
    commit('3', '2', 'c1'),
  ]);
  expect(
    [...merged].map(([sha, commits]) => [sha, ids(commits.map(({ sha: id }) => ({ id })))]),
  ).toEqual([
    ['2', ['b2', 'b1']],
    ['3', ['c1']],
  ]);
});

test("Wilson's interval stays within 0 and 1 and is wide for few", () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  const [low, high] = wilsonInterval(3, 4);
  expect(low).toBeCloseTo(0.301, 2);
  expect(high).toBeCloseTo(0.954, 2);
});
