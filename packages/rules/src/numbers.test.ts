import { expect, it } from 'vitest';
import { bytesText, countText } from './numbers.ts';

it('counts and weighs', () => {
  expect(countText(1, 'item')).toBe('1 item');
  expect(countText(4267, 'item')).toBe('4,267 items');
  expect(bytesText(999)).toBe('999 bytes');
  expect(bytesText(9_800)).toBe('9.8 kB');
  expect(bytesText(39_356_904)).toBe('39 MB');
});
