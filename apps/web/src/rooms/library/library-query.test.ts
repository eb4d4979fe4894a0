import { expect, test } from 'vitest';
import { toLibraryQuery } from './library-query.ts';
import { librarySearch, splitList, toggleName } from './library-search.ts';

test('converts the URL to the query, with both dates inclusive', () => {
  expect(
    toLibraryQuery(
      librarySearch({
        text: 'alias',
        kind: 'factor,event',
        factor: 'risk',
        from: '2026-01-31',
        until: '2026-01-31',
        sort: '-time',
        compare: 'INC-1',
      }),
    ),
  ).toEqual({
    text: 'alias',
    kind: 'factor,event',
    factorKind: 'risk',
    from: '2026-01-31T00:00:00.000Z',
    until: '2026-02-01T00:00:00.000Z',
    sort: '-time',
  });
});
test('ignores invalid values', () => {
  expect(
    toLibraryQuery(
      librarySearch({
        kind: 'rumour,event',
        factor: 'cause',
        from: 'yesterday',
        until: '2026-99-99',
        sort: 'title',
        other: 'x',
        text: '',
      }),
    ),
  ).toEqual({
    kind: 'event',
  });
});
test('adds a name to a list, and removes it again', () => {
  expect([
    toggleName('INC-1', 'INC-2'),
    toggleName('INC-1,INC-2', 'INC-1'),
    toggleName(undefined, 'INC-1'),
    splitList(' a,,b,a'),
  ]).toEqual(['INC-1,INC-2', 'INC-2', 'INC-1', ['a', 'b']]);
});
