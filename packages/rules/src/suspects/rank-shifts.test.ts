import { expect, test } from 'vitest';
import { rankShifts } from './rank-shifts.ts';

const makeSeries = (metric: string, values: readonly number[]) => ({
  id: metric,
  component: 'db',
  metric,
  points: values.map((value, index) => [index * 60_000, value] as const),
});
const ramp = [1, 1, 60, 200, 400, 600, 800, 900, 950, 990];
const steps = [300, 320, 9_000, 12_000, 14_000, 15_000, 16_000, 16_500, 16_400, 16_500];
const swing = [50, 52, 49, 53, 50, 48, 52, 50, 51, 49];
const raised = [30, 31, 45, 46, 50, 48, 47, 49, 46, 47];

test('the metric that moved most with the symptom is first, and the symptom is not its own suspect', () => {
  const series = [
    makeSeries('Lag', ramp),
    makeSeries('CPU', raised),
    makeSeries('WriteIOPS', steps),
  ];
  const { strength, suspects } = rankShifts(series, 'Lag');
  expect(suspects.map(({ metric }) => metric)).toEqual(['WriteIOPS', 'CPU']);
  expect(strength).toBe('strong');
});

test('a metric that has words of the symptom and did not move is not where it is seen', () => {
  const series = [makeSeries('ReadIOPS', swing), makeSeries('WriteIOPS', steps)];
  const { strength, suspects } = rankShifts(series, 'ReadIOPS');
  expect(suspects.map(({ metric }) => metric)).toEqual(['WriteIOPS']);
  expect(strength).toBe('strong');
});

test('a symptom that is over has no strong suspect', () => {
  const over = [100, 100, 10, 8, 9, 60, 100, 101, 100, 100];
  const series = [makeSeries('FreeStorageSpace', over), makeSeries('WriteIOPS', steps)];
  expect(rankShifts(series, 'FreeStorageSpace').strength).toBe('weak');
});

test('what swings within its level, and what is over, is no strong suspect', () => {
  expect(rankShifts([makeSeries('CPU', swing)], null)).toEqual({
    strength: 'weak',
    suspects: [],
    symptomId: null,
  });
  const over = [100, 100, 10, 8, 9, 60, 100, 101, 100, 100];
  expect(rankShifts([makeSeries('FreeStorageSpace', over)], null).strength).toBe('weak');
  expect(rankShifts([makeSeries('CPU', [1, 2])], null).suspects).toEqual([]);
});
