import { expect, test } from 'vitest';
import { makeTimeAxis } from '../../../ui/time-axis.ts';
import { makeMilestone } from './milestone.fixture.ts';
import { placeMarks } from './milestone-track.tsx';

function listDays(times: readonly string[], zone: string) {
  const kinds = ['impact-started', 'detected', 'mitigated'] as const;
  const milestones = times.map((at, index) => makeMilestone(kinds[index] ?? 'resolved', at));
  const axis = makeTimeAxis(times.map((at) => Date.parse(at)));
  return placeMarks(milestones, axis, 0.27, zone).map(({ day }) => day);
}

test('marks show their day where it changes, in the zone of the screen', () => {
  const times = ['2022-12-06T00:00:00Z', '2022-12-06T17:26:00Z', '2022-12-06T19:36:00Z'];
  expect(listDays(times, 'America/New_York')).toEqual(['5 Dec', '6 Dec', null]);
  expect(listDays(times, 'UTC')).toEqual([null, null, null]);
});
