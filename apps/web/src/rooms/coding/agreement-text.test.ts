import { expect, test } from 'vitest';
import { agreementText, hasDisagreement } from './agreement-text.ts';

const agreement = { alpha: 0.743, reason: null, interval: null, units: 11, values: 40 };

test('alpha has its interval, or the reason why there is none', () => {
  expect(agreementText(agreement)).toBe('0.74');
  expect(agreementText({ ...agreement, interval: { low: -0.5, high: 0.912 } })).toBe(
    '0.74 (−0.50 to 0.91)',
  );
  expect(agreementText({ ...agreement, alpha: null, reason: 'no-variation' })).toContain(
    'all answers are the same',
  );
});

test('answers differ in their tags, not in their order; a missing one is no disagreement', () => {
  expect(hasDisagreement([['a', 'b'], ['b', 'a'], null])).toBe(false);
  expect(hasDisagreement([['a'], []])).toBe(true);
});
