import type { Milestone } from '@debrief/contract';
import { expect, test } from 'vitest';
import { makeMilestone } from '../incident/milestones/milestone.fixture.ts';
import { listPlaces } from './use-opening.ts';

test('the record opens where the impact starts, else at the detection', () => {
  const detected = makeMilestone('detected', '2022-12-06T17:26:00Z');
  const started = makeMilestone('impact-started', '2022-12-06T00:00:00Z');
  const declared = makeMilestone('declared', '2022-12-06T19:28:00Z');
  const labels = (all: readonly Milestone[]) => listPlaces(all).map(({ label }) => label);
  expect(labels([detected, started, declared])).toEqual(['Start', 'Detected']);
  expect(labels([declared, detected])).toEqual(['Detected']);
  expect(labels([])).toEqual([]);
});
