import { expect, test } from 'vitest';
import { listExerciseStops } from './exercise.ts';
import { decision, event, hypothesis, startMs } from './mask.fixture.ts';

const at = (minutes: number) => startMs + minutes * 60_000;
const plain = { cited: [], end: 60 };
const events = [
  event('alert', { at: 0, known: 0, ...plain }),
  event('start of the impact', { at: 0, known: 9, ...plain }),
  event('roll back', { at: 10, known: 10, ...plain }),
  event('recovered', { at: 30, known: 30, ...plain }),
];

test('each decision is a stop that shows only what became known before it', () => {
  const findings = [
    decision('wait', 25),
    decision('roll back', 10),
    hypothesis('index', 5, []),
    decision('page the vendor', 10),
  ];
  expect(
    listExerciseStops(findings, events).map((stop) => ({
      atMs: stop.atMs,
      news: stop.news.map(({ id }) => id),
      decisions: stop.decisions.map(({ id }) => id),
    })),
  ).toEqual([
    {
      atMs: at(10) - 1,
      news: ['alert', 'start of the impact'],
      decisions: ['roll back', 'page the vendor'],
    },
    { atMs: at(25) - 1, news: ['roll back'], decisions: ['wait'] },
    { atMs: null, news: ['recovered'], decisions: [] },
  ]);
});

test('a stop has no end, no citation and no outcome from later', () => {
  const [first] = listExerciseStops(
    [decision('roll back', 10)],
    [event('outage', { at: 0, known: 0, cited: [1, 9, 11], end: 30 })],
  );
  expect(first?.news.map(({ until, citations }) => ({ until, cited: citations.length }))).toEqual([
    { until: null, cited: 2 },
  ]);
  expect(first?.decisions).toMatchObject([{ outcome: '', whySpeed: '' }]);
});

test('an incident without decisions has no stops', () => {
  expect(listExerciseStops([hypothesis('index', 5, [])], events)).toEqual([]);
});
