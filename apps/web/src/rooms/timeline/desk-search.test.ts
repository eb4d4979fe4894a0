import { expect, it } from 'vitest';
import { deskSearch, patchSearch } from './desk-search.ts';

it('keeps known parameters, and drops empty and unknown ones', () => {
  expect(deskSearch({ item: 'x', text: '', other: 'y', edit: 3 })).toEqual({ item: 'x' });
  expect(deskSearch({ at: 'yesterday' })).toEqual({});
  expect(deskSearch({ at: '2022-12-06T14:30:00Z' })).toEqual({ at: '2022-12-06T14:30:00Z' });
});

it('changes one parameter and removes others', () => {
  expect(patchSearch({ item: 'x', text: 'alias' }, { text: undefined, view: 'shared' })).toEqual({
    item: 'x',
    view: 'shared',
  });
});
