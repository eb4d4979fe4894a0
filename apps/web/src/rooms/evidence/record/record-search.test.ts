import { describe, expect, it } from 'vitest';
import { toRecordFilter, isFiltered, isFlat, withToggled } from './record-search.ts';

describe('the filters of the record in its URL', () => {
  it('are parsed, without invalid values', () => {
    expect(
      toRecordFilter({ kind: 'alert,nonsense', text: ' alias ', bots: 'without', item: 'x' }),
    ).toEqual({
      kind: 'alert',
      text: 'alias',
      bots: 'without',
      threads: 'fold',
    });
    expect(
      toRecordFilter({ kind: 'nonsense', bots: 'maybe', threads: 'flat', text: '  ' }),
    ).toEqual({
      threads: 'flat',
    });
  });
  it('detect whether they narrow the record, and whether threads are flat', () => {
    expect([isFiltered({ threads: 'flat', item: 'x' }), isFiltered({ bots: 'without' })]).toEqual([
      false,
      true,
    ]);
    expect([
      isFlat(toRecordFilter({})),
      isFlat(toRecordFilter({ text: 'x' })),
      isFlat(toRecordFilter({ threads: 'flat' })),
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
