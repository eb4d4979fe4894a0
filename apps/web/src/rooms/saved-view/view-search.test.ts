import { expect, test } from 'vitest';
import { isSameSearch, keepNames, listUnknown } from './view-search.ts';

test('a view is the current one whatever the order of its filters', () => {
  expect(isSameSearch('owner=me&sort=due', 'sort=due&owner=me')).toBe(true);
  expect(isSameSearch('owner=me', 'owner=me&sort=due')).toBe(false);
});

test('a filter that the list no longer has, and a value that it does not know, are named', () => {
  const known = { status: ['open', 'done'], text: null };
  expect(listUnknown({ status: 'open', text: 'anything', sort: '' }, known)).toEqual([]);
  expect(listUnknown({ status: 'declined', tag: 'db' }, known)).toEqual([
    { name: 'status', value: 'declined' },
    { name: 'tag', value: 'db' },
  ]);
});

test('a view with a filter that is gone is still the current one', () => {
  expect(keepNames('tag=db&status=open', { status: ['open'] })).toBe('status=open');
});
