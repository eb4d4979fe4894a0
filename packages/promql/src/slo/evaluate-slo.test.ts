import { describe, expect, test } from 'vitest';
import { loadPrometheusJson } from '../prometheus-json.ts';
import { SeriesStore } from '../select.ts';
import { loadSeries, parseSeriesLines } from '../series-notation.ts';
import { evaluateSlo, type ObjectiveReport } from './evaluate-slo.ts';
import { readSlo } from './read-slo.ts';
import { findWindow } from './window-times.ts';

const minute = 60_000;
const hour = 60 * minute;

function storeWith(lines: string): SeriesStore {
  const store = new SeriesStore();
  loadSeries(store, minute, parseSeriesLines(lines));
  return store;
}

const query = (text: string, type = 'Prometheus') => ({
  metricSource: { type, spec: { query: text } },
});
const ratio = (parts: Record<string, unknown>) => ({ ratioMetric: { counter: true, ...parts } });

function report(
  lines: string,
  indicator: Record<string, unknown>,
  spec: Record<string, unknown> = {},
  objective: Record<string, unknown> = {},
): ObjectiveReport {
  const { slos, problems } = readSlo(
    'slo.json',
    JSON.stringify({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name: 'checkout' },
      spec: {
        service: 'shop',
        indicator: { metadata: { name: 'good' }, spec: indicator },
        timeWindow: [{ duration: '2h', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ target: 0.95, ...objective }],
        ...spec,
      },
    }),
  );
  expect(problems).toEqual([]);
  const [slo] = slos;
  const [first] = slo ? evaluateSlo(slo, storeWith(lines), 2 * hour) : [];
  if (!first) throw new Error('no objective');
  return first;
}

const requests = 'r{code="200"} 0+9x120\nr{code="500"} 0+1x120';
const good = query('sum(r{code="200"})');
const total = query('sum(r)');

describe('events of counters', () => {
  test('the budget and the burn rates follow from good and all events', () => {
    const found = report(requests, ratio({ good, total }));
    expect(found).toMatchObject({
      verdict: 'missed',
      reached: 0.9,
      n: 1_200,
      unit: 'events',
      covered: 1,
    });
    expect(found.budget?.allowed).toBeCloseTo(60, 9);
    expect(found.budget?.used).toBeCloseTo(120, 9);
    expect(found.budget?.leftShare).toBeCloseTo(-1, 9);
    // 2 % of the budget of two hours in one hour; longer pairs do not fit into two hours.
    expect(found.burns).toHaveLength(1);
    expect(found.burns[0]).toMatchObject({ severity: 'page', factor: 0.04, alerts: true });
    expect(found.burns[0]?.short).toBeCloseTo(2, 9);
    expect(found.burns[0]?.long).toBeCloseTo(2, 9);
  });

  test('bad and good events say the same, a reset loses nothing, and n is exact', () => {
    const lines = 'r{code="200"} 0+9x60 0+9x59\nr{code="500"} 0+1x120';
    const byGood = report(lines, ratio({ good, total }));
    const byBad = report(lines, ratio({ bad: query('sum(r{code="500"})'), total }));
    expect(byGood).toMatchObject({ n: 9 * 119 + 120 });
    expect(byBad).toEqual(byGood);
  });

  test('the goal itself is met', () => {
    expect(report(requests, ratio({ good, total }), {}, { target: 0.9 })).toMatchObject({
      verdict: 'met',
    });
    const percent = report(
      'r{code="200"} 0+999x120\nr{code="500"} 0+1x120',
      ratio({ good, total }),
      {
        objectives: [{ targetPercent: 99.9 }],
      },
    );
    expect(percent).toMatchObject({ target: 0.999, verdict: 'met', n: 120_000 });
  });

  test('a query that is not a sum of counters has no verdict', () => {
    for (const wrong of ['sum(rate(r[5m]))', 'max(r)', 'sum(r offset 5m)', 'sum(r) / 2'])
      expect(report(requests, ratio({ good: query(wrong), total })), wrong).toMatchObject({
        verdict: 'unsupported',
        reached: null,
      });
    expect(report(requests, ratio({ good: query('r'), total }))).toMatchObject({
      verdict: 'unsupported',
      why: 'the query gives several series; sum them',
    });
  });
});

describe('no data', () => {
  const noData = { verdict: 'no-data', reached: null, n: 0, budget: null };

  test('is never 100 %', () => {
    expect(report('', ratio({ good, total }))).toMatchObject({ ...noData, covered: 0 });
    expect(report(requests, ratio({ bad: query('sum(r{code="5xx"})'), total }))).toMatchObject(
      noData,
    );
    expect(report('r{code="200"} 7x120', ratio({ good, total }))).toMatchObject(noData);
    const burns = report('', ratio({ good, total })).burns;
    expect(burns).toMatchObject([{ short: null, long: null, alerts: null }]);
  });

  test('unless the query says that no series means none', () => {
    const bad = query('sum(r{code="5xx"}) or vector(0)');
    expect(report(requests, ratio({ bad, total }))).toMatchObject({
      verdict: 'met',
      reached: 1,
      n: 1_200,
    });
    expect(report('', ratio({ bad, total: query('sum(r) or vector(0)') }))).toMatchObject(noData);
  });

  test('little data says how much of the window it covers', () => {
    const gap = `${'_ '.repeat(90)}0+1x30`;
    const found = report(`r{code="200"} ${gap}`, ratio({ good, total }), {}, { target: 0.99 });
    expect(found).toMatchObject({ verdict: 'met', n: 30 });
    expect(found.covered).toBeCloseTo(7 / 24, 9);
    expect(found.notes).toEqual([
      'only 29% of the window so far has measurements',
      'so few events that one that is bad misses the target',
    ]);
  });

  test('a source that is not Prometheus has no verdict', () => {
    for (const type of ['Datadog', undefined]) {
      const other = { metricSource: { ...(type && { type }), spec: { query: 'sum(r)' } } };
      expect(report(requests, ratio({ good, total: other }))).toMatchObject({
        verdict: 'unsupported',
        n: 0,
      });
    }
  });

  test('more good events than events, and a query with a mistake, fail', () => {
    expect(report(requests, ratio({ good: total, total: good }))).toMatchObject({
      verdict: 'failed',
      why: "111.111% of the events are good: the queries don't fit each other",
    });
    expect(report(requests, ratio({ good: query('sum('), total }))).toMatchObject({
      verdict: 'failed',
    });
  });
});

describe('time slices', () => {
  // Seven minutes in which 4 of 10 requests are good, and one of them has 100 requests.
  const lines = 'good 0+10x57 574+4x5 634 644+10x55\ntotal 0+10x63 730+10x56';
  const parts = ratio({ good: query('good'), total: query('total') });
  const slices = (budgetingMethod: string, timeSliceTarget?: number) =>
    report(lines, parts, { budgetingMethod }, { timeSliceWindow: '1m', timeSliceTarget });

  test('each method spends the budget in its way', () => {
    expect(report(lines, parts)).toMatchObject({ n: 1_290, reached: (1_290 - 36 - 60) / 1_290 });
    expect(slices('Timeslices', 0.5)).toMatchObject({ n: 120, unit: 'slices', reached: 113 / 120 });
    expect(slices('Timeslices', 0.4)).toMatchObject({ n: 120, reached: 1 });
    expect(slices('RatioTimeslices').reached).toBeCloseTo((113 + 7 * 0.4) / 120, 12);
    expect(slices('Timeslices', 0.5).budget?.used).toBeCloseTo(7, 9);
  });

  test('a slice without events does not count', () => {
    const quiet = 'good 0+10x30 300x59 310+10x29\ntotal 0+10x30 300x59 310+10x29';
    expect(
      report(
        quiet,
        parts,
        { budgetingMethod: 'Timeslices' },
        { timeSliceWindow: '1m', timeSliceTarget: 0.9 },
      ),
    ).toMatchObject({ n: 60, reached: 1, covered: 1 });
  });
});

describe('values', () => {
  const threshold = (text: string) => ({ thresholdMetric: query(text) });

  test('each measurement of a threshold metric is good or bad', () => {
    const found = report(
      'lag 5x60 50x59',
      threshold('lag'),
      {},
      { op: 'lt', value: 10, target: 0.5 },
    );
    expect(found).toMatchObject({ verdict: 'met', reached: 0.5, n: 120, unit: 'measurements' });
    expect(report('', threshold('lag'), {}, { op: 'lt', value: 10 })).toMatchObject({
      verdict: 'no-data',
    });
    const slices = { budgetingMethod: 'Timeslices' };
    const objective = { op: 'lte', value: 5, timeSliceWindow: '30m', timeSliceTarget: 0.9 };
    expect(report('lag 5x60 50x59', threshold('lag'), slices, objective)).toMatchObject({
      n: 4,
      reached: 0.5,
    });
  });

  test('events per second are counted over time; other values are measurements', () => {
    const perSecond = (labels: string) => query(`sum(rate(r${labels}[5m]))`);
    const found = report(requests, {
      ratioMetric: { good: perSecond('{code="200"}'), total: perSecond('') },
    });
    expect(found.unit).toBe('events');
    expect(found.reached).toBeCloseTo(0.9, 9);
    // `rate` does not see all of the first five minutes of a series.
    expect(found.n).toBeCloseTo(1_180, 6);
    const gauges = report('ok 9x120\nall 10x120', {
      ratioMetric: { counter: false, good: query('ok'), total: query('all') },
    });
    expect(gauges.unit).toBe('measurements');
    expect(gauges.reached).toBeCloseTo(0.9, 9);
  });

  test('a raw ratio has a share, and n only if it is measured one by one', () => {
    const raw = (text: string, rawType: string) => ({ ratioMetric: { raw: query(text), rawType } });
    expect(report('ok 0.5x120', raw('ok', 'success'))).toMatchObject({ reached: 0.5, n: 120 });
    expect(report('ok 0.25x120', raw('ok', 'failure'))).toMatchObject({ reached: 0.75 });
    expect(report('ok 0.5x120', raw('avg_over_time(ok[{{ .window }}])', 'success'))).toMatchObject({
      reached: 0.5,
      n: null,
      unit: 'ratio',
    });
  });
});

test('the series of an answer of Prometheus are read', () => {
  const store = new SeriesStore();
  const values = [
    [60, '2'],
    [0, '1'],
  ];
  const result = [{ metric: { __name__: 'up', job: '' }, values }];
  loadPrometheusJson(
    store,
    JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }),
  );
  expect(store.all()).toMatchObject([
    { labels: { __name__: 'up' }, times: [0, 60_000], values: [1, 2] },
  ]);
  for (const wrong of [
    '[',
    '{"status":"error","error":"no"}',
    '{"data":{"resultType":"vector","result":[]}}',
  ])
    expect(() => {
      loadPrometheusJson(new SeriesStore(), wrong);
    }).toThrow();
});

describe('calendar windows', () => {
  const windowAt = (count: number, unit: 'd' | 'M' | 'Q' | 'h', start: string, at: string) => {
    const calendar = { start, zone: 'Europe/Berlin' };
    const window = findWindow({ count, unit, calendar }, Date.parse(at));
    return (
      window && [window.startMs, window.endMs].map((ms) => new Date(ms).toISOString().slice(0, 16))
    );
  };

  test('a day in their zone can have 23 hours', () => {
    expect(windowAt(1, 'd', '2026-01-01 00:00:00', '2026-03-29T12:00:00Z')).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
  });

  test('a month without the day starts on its last one', () => {
    expect(windowAt(1, 'M', '2026-01-31 12:00:00', '2026-03-01T00:00:00Z')).toEqual([
      '2026-02-28T11:00',
      '2026-03-31T10:00',
    ]);
    expect(windowAt(1, 'Q', '2022-01-01 00:00:00', '2026-11-30T00:00:00Z')).toEqual([
      '2026-09-30T22:00',
      '2026-12-31T23:00',
    ]);
  });

  test('before the first one there is none', () => {
    expect(windowAt(6, 'h', '2026-01-01 00:00:00', '2025-12-31T22:59:59Z')).toBeNull();
    expect(windowAt(6, 'h', '2026-01-01 00:00:00', '2025-12-31T23:00:00Z')).toEqual([
      '2025-12-31T23:00',
      '2026-01-01T05:00',
    ]);
  });

  test('a window without end has no verdict', () => {
    for (const duration of ['999999999Y', '99999999999999999999m'])
      expect(
        report(requests, ratio({ good, total }), { timeWindow: [{ duration, isRolling: true }] }),
      ).toMatchObject({ verdict: 'unsupported', why: 'a window of more than 10 years' });
  });

  test('an SLO counts from the start of its window', () => {
    const calendar = { startTime: '1970-01-01 01:00:00', timeZone: 'UTC' };
    const spec = { timeWindow: [{ duration: '4h', isRolling: false, calendar }] };
    expect(report(requests, ratio({ good, total }), spec)).toMatchObject({
      n: 600,
      covered: 1,
      window: { startMs: hour, endMs: 5 * hour },
    });
  });
});
