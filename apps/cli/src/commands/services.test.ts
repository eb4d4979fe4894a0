import type { HistoryEntry, ServiceLink, SloResult, TechnologyKnowledge } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId, service } from '../testing/samples.ts';

const missed: SloResult = {
  slo: 'search',
  objective: '',
  verdict: 'missed',
  goal: 0.999,
  reached: 0.99871,
  n: 1_200,
  unit: 'events',
  budgetLeft: -0.29,
  from: '2026-02-01T00:00:00.000Z',
  until: '2026-03-01T00:00:00.000Z',
  at: '2026-03-01T00:00:00.000Z',
  covered: 1,
  why: '',
};
const link: ServiceLink = {
  id: anId,
  kind: 'calls',
  from: { id: anId, name: 'web', title: null, kind: 'website' },
  to: service,
  sources: [],
  isByHand: true,
  missingAt: null,
};
const usual: Answers = {
  'catalog.list': () => ({ items: [service], next: null, total: 1, can: { change: true } }),
  'catalog.get': () => ({
    service,
    links: [link],
    hasMoreLinks: false,
    slos: [{ slo: 'search', objective: '', reports: [missed] }],
    incidents: [{ ref: 'INC-2', title: 'No results', createdAt: service.createdAt, word: 'Suche' }],
  }),
};
const start = (answers: Answers = {}) => {
  const door = createFakeApi({ ...usual, ...answers });
  return { door, ...fakeWorld({ door }) };
};

test('lists services with filters', async () => {
  const { run, door } = start();
  expect((await run('services', '--without', 'runbook', '--sort', '-incidents')).out).toContain(
    'search-api  service  Discovery  1     data         1          3  broken-runbook, source',
  );
  expect(door.calls[0]?.input).toMatchObject({ without: 'runbook', sort: '-incidents' });
  expect((await run('services', '--kind', 'thing')).err).toContain('Use one of service');
  expect(parseOutput(await run('services', '--json'))).toEqual([service]);
});

test('shows a service by any of its names', async () => {
  const { run } = start();
  const { out } = await run('services', 'show', 'suche');
  for (const line of [
    /owner +Discovery/,
    /runbook +https:..wiki.example.search \(broken: wiki.example answered 404/,
    /source +backstage, missing since/,
    /link +web calls search-api/,
    /slo +search: goal 99.9%, missed, reached 99.871% of 1,200 events/,
    /INC-2 +No results/,
  ])
    expect(out).toMatch(line);
  expect((await run('services', 'show', 'other')).err).toContain('no service, or several, named');
});

test('adds, changes and removes a service; empty text clears a field', async () => {
  const given: unknown[] = [];
  const change = { service, activityId: '12' };
  const { run } = start({
    'catalog.add': (input) => (given.push(input), change),
    'catalog.change': (input) => (given.push(input), change),
    'catalog.remove': (input) => (given.push(input), { service: null, activityId: '12' }),
  });
  await run(
    'services',
    'add',
    'x',
    '--owner',
    'A',
    '--runbook',
    'https://a.example',
    '--path',
    'data',
  );
  await run('services', 'change', 'Search', '--owner', '', '--path', 'none', '--alias', '');
  const { out } = await run('services', 'remove', 'search-api');
  expect(given).toEqual([
    { name: 'x', owner: 'A', runbooks: [{ url: 'https://a.example' }], path: 'data' },
    { id: anId, version: 4, owner: '', path: null, aliases: [] },
    { id: anId, version: '4' },
  ]);
  expect(out).toBe('Removed search-api. Undo: debrief services undo 12\n');
});

test('adds and removes a link, and undoes a change', async () => {
  const given: unknown[] = [];
  const { run } = start({
    'catalog.addLink': (input) => (given.push(input), { link, activityId: '13' }),
    'catalog.removeLink': () => ({ link: null, activityId: '14' }),
    'catalog.undo': () => ({ activityId: '15' }),
  });
  expect((await run('services', 'link', 'web', 'calls', 'Suche')).out).toBe(
    'web calls search-api. Undo: debrief services undo 13\n',
  );
  expect(given).toEqual([{ from: 'web', to: 'Suche', kind: 'calls' }]);
  expect((await run('services', 'link', 'web', 'likes', 'Suche')).err).toContain('calls, fronts');
  expect((await run('services', 'unlink', 'Suche', 'fronts', 'Suche')).err).toContain(
    'No link says',
  );
  expect((await run('services', 'undo', '14')).out).toBe('Undone.\n');
});

test('lists technology that depends on one person, with your own figures', async () => {
  const item: TechnologyKnowledge = {
    serviceId: anId,
    name: 'search-api',
    state: 'one',
    incidents: 14,
    resolved: 12,
    people: 1,
    hasLeft: true,
    uncovered: 2,
    isOnShiftOnly: false,
    own: {
      involved: 12,
      alone: 11,
      aloneOffCall: 9,
      offCall: 10,
      interval: [0.555, 0.9975],
      isOne: true,
    },
  };
  const { run, door } = start({
    'knowledge.list': () => ({
      from: '2025-03-02T09:00:00.000Z',
      until: '2026-03-02T09:00:00.000Z',
      hasSchedules: true,
      judged: 1,
      items: [item],
      isLimited: false,
    }),
  });
  const { out, err } = await run('services', 'islands', '--state', 'one', '--months', '24');
  expect(out).toMatch(/search-api +One person +12 +1 +yes/);
  expect(err).toContain('search-api depends on one person: in most of 12 incidents');
  expect(err).toContain('That person has left. No on-call schedule covers 2 of 12 of them');
  expect(err).toContain('9 of 10 (95 % interval 56 % to 100 %)');
  expect(door.calls[0]?.input).toEqual({ state: 'one', months: '24' });
  expect((await run('services', 'islands', '--state', 'two')).err).toContain('Use one of one');
});

test('lists, exports and changes the history of a service', async () => {
  const entry: HistoryEntry = {
    id: anId,
    serviceId: anId,
    on: '2019-04',
    kind: 'adopted',
    text: 'Solr replaced the database search',
    people: ['Ada Byron'],
    url: null,
    updatedAt: '2026-03-02T09:00:00.000Z',
    updatedBy: { type: 'operator', id: null, name: 'operator' },
    version: 3,
  };
  const given: unknown[] = [];
  const { run } = start({
    'catalog.history': () => ({ items: [entry], can: { change: true } }),
    'catalog.addHistory': (input) => (given.push(input), { entry, activityId: '20' }),
    'catalog.changeHistory': (input) => (given.push(input), { entry, activityId: '21' }),
    'catalog.removeHistory': (input) => (given.push(input), { entry: null, activityId: '22' }),
    'knowledge.list': () => ({
      from: '2025-03-02T09:00:00.000Z',
      until: '2026-03-02T09:00:00.000Z',
      hasSchedules: true,
      judged: 0,
      items: [],
      isLimited: false,
    }),
  });
  expect((await run('services', 'history', 'suche')).out).toMatch(
    /Apr 2019 +Adopted +Ada Byron +Solr replaced the database search/,
  );
  const { out } = await run('services', 'history', 'suche', '--markdown');
  expect(out).toContain('# Search\n');
  expect(out).toContain('- **Apr 2019** Adopted: Solr replaced the database search (Ada Byron)');
  const change = ['services', 'history'];
  expect((await run(...change, 'add', 'suche', 'New', '--on', '2020', '--person', 'Bo')).out).toBe(
    'Added to the history. Undo: debrief services undo 20\n',
  );
  await run(...change, 'change', 'suche', anId, '--on', '2021', '--url', '');
  await run(...change, 'remove', 'suche', anId);
  expect(given).toEqual([
    { id: anId, on: '2020', kind: 'adopted', text: 'New', people: ['Bo'] },
    { id: anId, version: 3, on: '2021', url: null },
    { id: anId, version: '3' },
  ]);
  expect((await run(...change, 'add', 'suche', 'New')).err).toContain('Say when');
  expect((await run(...change, 'remove', 'suche', 'x')).err).toContain('has no entry x');
});
