import { expect, it } from 'vitest';
import fc from 'fast-check';
import { bytesText, countText, numberText } from './numbers.ts';

it('formats counts and sizes', () => {
  expect(countText(1, 'item')).toBe('1 item');
  expect(countText(4267, 'item')).toBe('4,267 items');
  expect(bytesText(999)).toBe('999 bytes');
  expect(bytesText(9_800)).toBe('9.8 kB');
  expect(bytesText(39_356_904)).toBe('39 MB');
});

it('groups digits like the locale', () => {
  const numbers = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(numbers, (value) => {
      expect(numberText(value)).toBe(Object.is(value, -0) ? '0' : value.toLocaleString('en-GB'));
    }),
  );
});
