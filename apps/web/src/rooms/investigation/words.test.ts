import { expect, test } from 'vitest';
import { describeAsked } from './words.ts';

test('who asked a question and who should answer it cannot be confused', () => {
  expect(describeAsked({ askedBy: 'Review', askedOf: 'Support' })).toBe(
    'asked by Review, addressed to Support',
  );
  expect(describeAsked({ askedBy: '', askedOf: 'Support' })).toBe('addressed to Support');
  expect(describeAsked({ askedBy: '', askedOf: '' })).toBe('');
});
