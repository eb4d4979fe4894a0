import { describe, expect, it } from 'vitest';
import { filterOf, isFiltered, isFlat, withToggled } from './record-search.ts';

describe('the filters of the record in its address', () => {
  it('are read as they stand, and nonsense is left out', () => {
    expect(
      filterOf({ kind: 'alert,nonsense', text: ' alias ', bots: 'without', item: 'x' }),
    ).toEqual({
      kind: 'alert',
      text: 'alias',
      bots: 'without',
      threads: 'fold',
    });
    expect(filterOf({ kind: 'nonsense', bots: 'maybe', threads: 'flat', text: '  ' })).toEqual({
      threads: 'flat',
    });
  });
  it('know when they narrow the record, and when threads lie flat', () => {
    expect([isFiltered({ threads: 'flat', item: 'x' }), isFiltered({ bots: 'without' })]).toEqual([
      false,
      true,
    ]);
    expect([
      isFlat(filterOf({})),
      isFlat(filterOf({ text: 'x' })),
      isFlat(filterOf({ threads: 'flat' })),
    ]).toEqual([false, true, true]);
  });
  it('toggle one of several', () => {
    expect([
      withToggled(undefined, 'a'),
      withToggled('a', 'b'),
      withToggled('a,b', 'a'),
      withToggled('a', 'a'),
    ]).toEqual(['a', 'a,b', 'b', undefined]);
  });
});
