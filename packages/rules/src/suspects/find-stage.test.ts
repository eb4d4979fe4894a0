import { expect, test } from 'vitest';
import { findBrokenStage } from './find-stage.ts';

const stage = (name: string, count: number, expectedLoss = 0) => ({ name, count, expectedLoss });

test('the first stage whose counts do not reconcile is the one to look at', () => {
  const { first, results } = findBrokenStage([
    stage('orders', 1_000),
    stage('valid', 950, 0.05),
    stage('joined', 600),
    stage('report', 600),
  ]);
  expect(first).toMatchObject({ name: 'joined', expected: 950, difference: -350 });
  expect(first?.reason).toBe('37 % fewer than expected after valid with no loss');
  expect(results.map(({ reconciles }) => reconciles)).toEqual([true, true, false, true]);
});

test('more than expected does not reconcile, and all that reconcile name no stage', () => {
  expect(findBrokenStage([stage('a', 100), stage('b', 130)]).first?.name).toBe('b');
  expect(findBrokenStage([stage('a', 100), stage('b', 90, 0.1)]).first).toBeNull();
  expect(findBrokenStage([]).first).toBeNull();
  expect(findBrokenStage([stage('a', 0), stage('b', 0)]).first).toBeNull();
});

test('a count that is no number is named instead of skipped', () => {
  const { first, results } = findBrokenStage([stage('a', 100), stage('b', NaN), stage('c', 100)]);
  expect(first).toMatchObject({ name: 'b', reason: 'its count is not a number' });
  expect(results[2]?.expected).toBeNull();
});
