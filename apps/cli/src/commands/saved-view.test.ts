import type { SavedView } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const view: SavedView = {
  id: anId,
  list: 'follow-ups',
  name: 'Overdue, unassigned',
  search: 'owner=none&overdue=true&sort=-age',
  isShared: true,
  ownerName: 'Ada',
  updatedAt: '2022-12-06T14:30:05.000Z',
  version: 3,
  can: { change: true },
};
const list: Answers[string] = (input) => ({ items: input['list'] === view.list ? [view] : [] });

const start = (answers: Answers = {}) => {
  const door = createFakeApi({ 'saved-view.list': list, ...answers });
  return { door, ...fakeWorld({ door }) };
};

test('lists the views of all lists, or of one', async () => {
  const { run, door } = start();
  expect((await run('views')).out).toContain(
    `Overdue, unassigned  /follow-ups?owner=none&overdue=true&sort=-age  Ada        ${anId}`,
  );
  expect(door.calls.map(({ input }) => input['list'])).toEqual([
    'incidents',
    'follow-ups',
    'library',
  ]);
  expect((await run('views', '--list', 'library')).err).toContain('No saved views.');
  expect((await run('views', '--list', 'people')).err).toContain('Use one of incidents');
  expect(parseOutput(await run('views', '--json'))).toEqual([view]);
});

test('shows the filters and the order of a view by its name', async () => {
  const { run } = start();
  const { out } = await run('views', 'show', 'overdue, unassigned');
  expect(out).toMatch(/^ *owner +none$/m);
  expect(out).toMatch(/^ *sort +-age$/m);
  expect((await run('views', 'show', 'Mine')).err).toContain(
    'No view that you can see is named "Mine". Use one of: Overdue, unassigned.',
  );
});

test('adds a view from the address of a list', async () => {
  const given: unknown[] = [];
  const { run } = start({ 'saved-view.add': (input) => (given.push(input), view) });
  const ran = await run('views', 'add', 'Mine', '/follow-ups?owner=me&sort=due');
  expect(ran.out).toBe(`${anId}  Overdue, unassigned\n`);
  await run('views', 'add', 'Risks', 'https://a.example/library?factor=risk', '--share');
  expect(given).toEqual([
    { list: 'follow-ups', name: 'Mine', search: 'owner=me&sort=due', isShared: false },
    { list: 'library', name: 'Risks', search: 'factor=risk', isShared: true },
  ]);
  for (const address of ['/incidents/INC-1?sort=due', '/settings', 'https://'])
    expect((await run('views', 'add', 'x', address)).err).toContain('not the address of a list');
  expect((await run('views', 'add', 'x', '/library')).err).toContain('Set a filter');
});

test('removes a view by its version', async () => {
  const given: unknown[] = [];
  const { run } = start({ 'saved-view.remove': (input) => void given.push(input) });
  expect((await run('views', 'remove', view.name)).out).toBe(
    'Removed the view “Overdue, unassigned”.\n',
  );
  expect(given).toEqual([{ id: anId, version: '3' }]);
});
