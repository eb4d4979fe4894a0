import { expect, test } from 'vitest';
import { describeAsked, selectTimeParts } from './words.ts';

test('who asked a question and who should answer it cannot be confused', () => {
  expect(describeAsked({ askedBy: 'Review', askedOf: 'Support' })).toBe(
    'asked by Review, addressed to Support',
  );
  expect(describeAsked({ askedBy: '', askedOf: 'Support' })).toBe('addressed to Support');
  expect(describeAsked({ askedBy: '', askedOf: '' })).toBe('');
});

test('an update on the next day shows its date, by the zone of the screen', () => {
  const parts = (at: string, zone: string) => selectTimeParts(at, '2022-12-06T19:30:00Z', zone);
  expect(parts('2022-12-06T21:00:00Z', 'UTC')).toBe('clock');
  expect(parts('2022-12-07T03:19:00Z', 'UTC')).toBe('both');
  expect(parts('2022-12-07T03:19:00Z', 'America/New_York')).toBe('clock');
});
