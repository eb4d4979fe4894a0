import { expect, it } from 'vitest';
import { isInPart } from './live-part.ts';

const all = { ids: null, from: null, until: null };
const noon = { ...all, from: '2022-12-06T12:00:00Z', until: '2022-12-06T13:00:00Z' };

it('shows everything if nothing is selected', () => {
  expect(isInPart(all, { id: 'a', at: '2022-12-06T14:00:00Z' })).toBe(true);
});
it('shows only the selected rows', () => {
  expect(['a', 'b'].map((id) => isInPart({ ...all, ids: ['b'] }, { id }))).toEqual([false, true]);
});
it('shows what overlaps the time range, and nothing that ended before', () => {
  expect(isInPart(noon, { id: 'a', at: '2022-12-06T12:30:00Z' })).toBe(true);
  expect(
    isInPart(noon, { id: 'a', at: '2022-12-06T11:00:00Z', until: '2022-12-06T12:10:00Z' }),
  ).toBe(true);
  expect(isInPart(noon, { id: 'a', at: '2022-12-06T11:00:00Z', until: null })).toBe(false);
  expect(
    isInPart(noon, { id: 'a', at: '2022-12-06T11:00:00Z', until: '2022-12-06T11:30:00Z' }),
  ).toBe(false);
  expect(isInPart(noon, { id: 'a', at: '2022-12-06T13:00:01Z' })).toBe(false);
});
