import { expect, test } from 'vitest';
import { rawOffset, toShownOffset } from './raw-offset.ts';

test('converts offsets in a field to the raw text and back, whatever the line endings', () => {
  const raw = 'a\r\nb🚒\nc\rd\r\n';
  const shown = raw.replaceAll('\r\n', '\n');
  for (let place = 0; place <= shown.length; place += 1)
    expect(toShownOffset(raw, rawOffset(raw, place))).toBe(place);
  expect(raw.slice(rawOffset(raw, 2), rawOffset(raw, 5))).toBe('b🚒');
  expect(rawOffset('abc', 9)).toBe(3);
});
