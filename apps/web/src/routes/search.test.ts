import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search.ts';

describe('addresses', () => {
  it('are plain text that a person can read', () => {
    expect(
      stringifySearch({ stream: 'a,b', at: '2022-12-06T14:30:00Z', text: '', nothing: undefined }),
    ).toBe('?stream=a,b&at=2022-12-06T14:30:00Z');
    expect(stringifySearch({})).toBe('');
  });
  it('round-trip', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string({ minLength: 1 })),
        (search) => {
          expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
        },
      ),
    );
  });
});
