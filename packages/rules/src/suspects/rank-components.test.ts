import { expect, test } from 'vitest';
import fc from 'fast-check';
import { findPolarity } from './metric-polarity.ts';
import { rankComponents, type ComponentInput, type Series } from './rank-components.ts';
import { correlate, findRise, measureUsual } from './series-statistics.ts';

const minute = 60_000;
/** Five hours of normal time around 100, then ten minutes given. */
function makeSeries(
  component: string,
  window: readonly (number | null)[],
  metric = 'latency',
): Series {
  const normal = Array.from(
    { length: 300 },
    (_, index) => [index * minute, 100 + (index % 5)] as const,
  );
  const now = window.flatMap((value, index) =>
    value === null ? [] : [[(300 + index) * minute, value] as const],
  );
  return { id: component, component, metric, points: [...normal, ...now] };
}
const rise = [100, 101, 102, 100, 300, 320, 310, 330, 320, 310];
const flat = [100, 102, 101, 104, 100, 103, 101, 102, 100, 104];
const baseline = { from: 0, until: 300 * minute };
const window = { from: 300 * minute, until: 310 * minute };
const rank = (series: Series[], given: Partial<ComponentInput> = {}) =>
  rankComponents({
    series,
    links: [],
    symptom: { component: 'web', metric: 'latency' },
    baseline,
    window,
    ...given,
  });
const names = (found: ReturnType<typeof rank>) => found.suspects.map(({ component }) => component);

test('the dependency that moved is before the symptom, with its reasons; what did not move is last', () => {
  const links = [
    { from: 'web', to: 'orders', kind: 'calls' as const },
    { from: 'web', to: 'db', kind: 'calls' as const },
  ];
  const found = rank(
    [makeSeries('web', rise), makeSeries('orders', flat), makeSeries('DB', rise)],
    { links },
  );
  expect(names(found)[0]).toBe('DB');
  expect(found.strength).toBe('strong');
  expect(found.suspects[0]?.factors.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^latency \d+× its usual spread$/),
    'usual before the symptom',
    'moves with the symptom (r 1.00)',
    'moved at the same time as the symptom',
    'no dependency of it is known',
    'web calls db',
  ]);
  const marked = rank([makeSeries('web', rise), makeSeries('DB', rise)], {
    links: [{ from: 'web', to: 'db', kind: 'fronts' as const }],
  });
  expect(names(marked)).toEqual(['DB', 'web']);
});

test('nothing moved: no strong suspect; no data: no suspects', () => {
  expect(rank([makeSeries('web', flat), makeSeries('db', flat)]).strength).not.toBe('strong');
  expect(rank([makeSeries('db', rise)]).suspects).toEqual([]);
  expect(rank([]).strength).toBe('weak');
});

test('gaps are no zeros, and the order of points does not matter', () => {
  const gaps = rise.map((value, index) => (index % 3 === 0 ? null : value));
  const series = [makeSeries('web', rise), makeSeries('db', gaps)];
  const found = rank(series);
  expect(found.suspects.find(({ component }) => component === 'db')?.score).toBeGreaterThan(0);
  const mixed = series.map((one) => ({ ...one, points: one.points.toReversed() }));
  expect(rank(mixed)).toEqual(found);
});

test('a metric that is bad when it falls', () => {
  expect(['latency', 'ReplicaLag', 'availability', 'FreeStorageSpace'].map(findPolarity)).toEqual([
    1, 1, -1, -1,
  ]);
  const fall = [100, 100, 100, 100, 60, 55, 60, 58, 60, 57];
  const series = [makeSeries('web', fall, 'availability'), makeSeries('db', fall, 'availability')];
  const found = rank(series, { symptom: { component: 'web', metric: 'availability' } });
  expect(found.suspects[0]?.score).toBeGreaterThan(1);
});

test('faulty points in the baseline hardly move level and spread', () => {
  const clean = measureUsual(Array.from({ length: 100 }, (_, index) => 100 + (index % 5)));
  const spoiled = measureUsual([
    ...Array.from({ length: 95 }, (_, index) => 100 + (index % 5)),
    9e9,
    9e9,
    9e9,
    9e9,
    9e9,
  ]);
  expect(spoiled?.level).toBeCloseTo(clean?.level ?? 0, 0);
  expect(spoiled?.spread).toBeLessThan(10);
  expect(measureUsual([])).toBeNull();
});

test('a correlation is between −1 and 1, and a rise is where the level changes', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
    minLength: 3,
    maxLength: 20,
  });
  fc.assert(
    fc.property(values, values, (one, other) => {
      const size = Math.min(one.length, other.length);
      const r = correlate(one.slice(0, size), other.slice(0, size));
      expect(Math.abs(r)).toBeLessThanOrEqual(1.000001);
    }),
  );
  expect(findRise([0, 0, 0, 5, 5])).toBe(3);
  expect(findRise([5, 4, 3])).toBeNull();
});

test('a gap in the baseline is no ordinary moment', () => {
  const sparse = ['web', 'db'].map((name) => {
    const series = makeSeries(name, rise);
    return { ...series, points: series.points.filter(([at]) => at >= 240 * minute) };
  });
  const found = rank(sparse, { symptom: { component: 'web', metric: 'latency' } });
  expect(found.ordinary.moments).toBeLessThan(10);
  expect(found.strength).toBe('unknown');
});

test('links are by the names of the catalog; what the symptom does not depend on is lower, and not hidden', () => {
  const series = ['web', 'db', 'mail', 'cache'].map((name) => makeSeries(name, rise));
  const links = [
    { from: 'Database', to: 'web', kind: 'feeds' as const },
    { from: 'mail', to: 'web', kind: 'calls' as const },
  ];
  const found = rank(series, { links, nameOf: (name) => (name === 'db' ? 'Database' : name) });
  const placed = found.suspects.map(({ component, factors }) => [
    component,
    factors.find(({ name }) => name === 'place')?.reason,
  ]);
  expect(Object.fromEntries(placed)).toEqual({
    db: 'Database feeds web',
    cache: undefined,
    web: undefined,
    mail: 'web does not depend on it',
  });
  expect(names(found).slice(0, 2).toSorted()).toEqual(['cache', 'db']);
  expect(names(found).at(-1)).toBe('mail');
  const elsewhere = [{ from: 'mail', to: 'db', kind: 'fronts' as const }];
  const unknown = rank(series, { links: elsewhere });
  expect(unknown.suspects.some(({ factors }) => factors.some(({ name }) => name === 'place'))).toBe(
    false,
  );
  expect(names(unknown).at(-1)).toBe('mail');
  const one = rank([...series, makeSeries('DB', rise)], { nameOf: (name) => name });
  expect(one.suspects).toHaveLength(4);
  const same = rank(series, { nameOf: (name) => (name === 'mail' ? 'cache' : name) });
  expect(names(same).toSorted()).toEqual(['cache', 'db', 'mail', 'web']);
});
