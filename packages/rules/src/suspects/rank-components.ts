import {
  createPathFinder,
  describePath,
  listCallees,
  type ComponentLink,
} from './component-graph.ts';
import { findPolarity } from './metric-polarity.ts';
import {
  correlate,
  findRise,
  mean,
  measureUsual,
  type Point,
  type Usual,
} from './series-statistics.ts';
import { formatFactor, formatGap } from './suspect-text.ts';
import { rateStrength, type Strength, type Suspect, type SuspectFactor } from './suspect.ts';

/** One metric of a component, with its points in time order. */
export interface Series {
  id: string;
  component: string;
  metric: string;
  points: readonly Point[];
}

export interface TimeRange {
  from: number;
  until: number;
}

export interface ComponentInput {
  series: readonly Series[];
  links: readonly ComponentLink[];
  /** How the links call a component. */
  nameOf?: (component: string) => string;
  /** The component and the metric in which people saw the symptom. */
  symptom: { component: string; metric: string };
  /** Normal time, and the time of the symptom with some points before it. */
  baseline: TimeRange;
  window: TimeRange;
}

export interface ComponentSuspect extends Suspect {
  component: string;
  metric: string;
  seriesId: string;
  /** When it moved; null if it moved before the window. */
  onsetAt: number | null;
}

/** Half of what a dependency explains is subtracted, since graphs are rarely complete. */
const explainedShare = 0.5;

/** Components, best first, with how unusual the first one is for the baseline. */
export interface RankedComponents {
  strength: Strength;
  ordinary: { moments: number; reached: number };
  suspects: ComponentSuspect[];
}

const ordinaryWindows = 40;
/** Three times the usual spread, as for N-sigma: less is noise, however quiet the baseline is. */
const leastDeviation = 3;

function isNoise(first: ComponentSuspect | undefined): boolean {
  const deviation = first?.factors.find(({ name }) => name === 'deviation')?.value ?? 0;
  return first === undefined || first.score <= 0 || deviation < leastDeviation;
}

/** Ranks the window, and as many windows of the baseline, which show what a high score is. */
export function rankComponents(input: ComponentInput): RankedComponents {
  const rank = createRanker(input);
  const { baseline, window } = input;
  const suspects = rank(window);
  const length = window.until - window.from;
  const count = Math.min(ordinaryWindows, Math.floor((baseline.until - baseline.from) / length));
  const step = (baseline.until - baseline.from - length) / Math.max(1, count - 1);
  // A gap in the data is no ordinary moment.
  const ordinary = Array.from({ length: Math.max(0, count) }, (_, index) => {
    const from = baseline.from + step * index;
    return rank({ from, until: from + length })[0]?.score ?? [];
  }).flat();
  const best = suspects[0]?.score ?? 0;
  return {
    strength: isNoise(suspects[0]) ? 'weak' : rateStrength(best, ordinary),
    ordinary: {
      moments: ordinary.length,
      reached: ordinary.filter((score) => score >= best).length,
    },
    suspects,
  };
}

/**
 * Components by how far they left their usual level at the onset of the symptom, how much their
 * shape agrees with it, and minus what a dependency explains. For a symptom s and a component u:
 * d = ±(x − median) / spread, ℓ = ln(1 + max(0, d)), own = max(0, ln(1 + mean⁺ d after the onset) −
 * ln(1 + mean⁺ d before)) · max(0, Pearson(ℓu, ℓs)), score = own − ½ · the largest own of what it
 * depends on, times its place. Components without data pass on what they depend on. Equal scores, such as 0 for a shape that
 * does not agree, are ordered by the deviation over the full window. Empty if the symptom has no
 * data.
 */
function createRanker({ symptom, series, links, nameOf = keepName, baseline }: ComponentInput) {
  const all = series.flatMap((one) => {
    const found = one.metric === symptom.metric ? measureBaseline(one, baseline) : null;
    return found ? [found] : [];
  });
  const byName = new Map<string, Measured>();
  for (const one of all) {
    const own = one.series.component.toLowerCase();
    const linked = nameOf(one.series.component).toLowerCase();
    const taken = byName.get(linked)?.series.component.toLowerCase();
    // Two components that the catalog takes for one stay two; names without case are the same.
    byName.set(taken === undefined || taken === own ? linked : `${own}\n`, one);
  }
  const symptomName = nameOf(symptom.component);
  const seen = byName.get(symptomName.toLowerCase());
  const callees = joinCallees(listCallees(links), new Set(byName.keys()));
  const findPath = createPathFinder(links, [symptomName]);
  const inGraph = new Set(links.flatMap(({ from, to }) => [from.toLowerCase(), to.toLowerCase()]));
  // Without a dependency of the symptom's own component the graph says nothing about others.
  const isKnown = (callees.get(symptomName.toLowerCase())?.size ?? 0) > 0;
  const ratePlace = (key: string): SuspectFactor[] => {
    if (!isKnown || !inGraph.has(key)) return [];
    const path = findPath(key);
    if (path?.length === 0) return [];
    return [
      path
        ? { name: 'place', value: 1, reason: describePath(path) }
        : { name: 'place', value: 0, reason: `${symptomName} does not depend on it` },
    ];
  };
  return (window: TimeRange): ComponentSuspect[] => {
    const grid = seen ? listTimes(seen.series, window) : [];
    const shape = seen && measureShape(seen, grid);
    if (!shape) return [];
    const levels = shape.levels.map((level) => level ?? 0);
    const onset = findRise(levels);
    const owned = new Map(
      [...byName].flatMap(([key, one]) => {
        const own = measureOwn(one, { grid, levels, onset });
        return own ? [[key, own] as const] : [];
      }),
    );
    const at = onset === null ? null : (grid[onset] ?? null);
    const byDeviation = [...owned].toSorted(([, a], [, b]) => b.overall - a.overall);
    return byDeviation
      .map(([key, own]) =>
        toSuspect(own, {
          explained: findExplained(callees.get(key), owned),
          hasCallees: (callees.get(key)?.size ?? 0) > 0,
          place: ratePlace(key),
          onsetAt: at,
        }),
      )
      .toSorted((a, b) => Number(isElsewhere(a)) - Number(isElsewhere(b)) || b.score - a.score);
  };
}

interface Measured {
  series: Series;
  usual: Usual;
  /** 1 or −1. */
  sign: number;
}

/** Null without any point in the baseline. */
function measureBaseline(given: Series, { from, until }: TimeRange): Measured | null {
  const { metric } = given;
  const points = sortPoints(given.points);
  const series = { ...given, points };
  const normal = points.flatMap(([at, value]) => (at >= from && at < until ? [value] : []));
  const usual = measureUsual(normal, findLeastSpread(metric, normal));
  return usual && { series, usual, sign: findPolarity(metric) };
}

/** The links without components that have no data: their callers call what they call. */
function joinCallees(
  callees: ReadonlyMap<string, ReadonlySet<string>>,
  known: ReadonlySet<string>,
): Map<string, Set<string>> {
  const joined = new Map<string, Set<string>>();
  for (const name of known) {
    const found = new Set<string>();
    const queue = [...(callees.get(name) ?? [])];
    const visited = new Set(queue);
    for (const callee of queue) {
      if (known.has(callee)) found.add(callee);
      else
        for (const next of callees.get(callee) ?? [])
          if (!visited.has(next)) {
            visited.add(next);
            queue.push(next);
          }
    }
    found.delete(name);
    joined.set(name, found);
  }
  return joined;
}

interface Owned {
  series: Series;
  deviation: number;
  before: number;
  /** Of the full window. */
  overall: number;
  agreement: number;
  onset: number | null;
  value: number;
}

interface Onset {
  grid: readonly number[];
  levels: readonly number[];
  onset: number | null;
}

function measureOwn(measured: Measured, seen: Onset): Owned | null {
  const { series } = measured;
  const shape = measureShape(measured, seen.grid);
  if (!shape) return null;
  const split = seen.onset ?? 0;
  const average = (values: readonly (number | null)[]) =>
    Math.max(0, mean(values.filter((value) => value !== null)));
  const before = average(shape.deviations.slice(0, split));
  const deviation = average(shape.deviations.slice(split));
  const overall = average(shape.deviations);
  const contrast = Math.max(0, Math.log1p(deviation) - Math.log1p(before));
  const own = shape.levels.map((level) => level ?? 0);
  const agreement = Math.max(0, correlate(own, seen.levels));
  // Without a deviation, where the noise rises most says nothing.
  const rise = overall < 1 && deviation < 1 ? null : findRise(own);
  const onset = rise === null ? null : (seen.grid[rise] ?? null);
  return { series, deviation, before, overall, agreement, onset, value: contrast * agreement };
}

/** The component with the largest own value among those that it calls. */
function findExplained(
  callees: ReadonlySet<string> | undefined,
  owned: ReadonlyMap<string, Owned>,
): Owned | null {
  const called = [...(callees ?? [])].flatMap((name) => owned.get(name) ?? []);
  return called.toSorted((a, b) => b.value - a.value)[0] ?? null;
}

/** In the graph, and not what the symptom depends on: listed last, as graphs are rarely complete. */
const isElsewhere = ({ factors }: ComponentSuspect) =>
  factors.some(({ name, value }) => name === 'place' && value === 0);

interface Surroundings {
  explained: Owned | null;
  hasCallees: boolean;
  place: SuspectFactor[];
  onsetAt: number | null;
}

function toSuspect(
  own: Owned,
  { explained, hasCallees, place, onsetAt }: Surroundings,
): ComponentSuspect {
  const { series, deviation, before, agreement, value } = own;
  const share = explained === null ? 0 : explainedShare * explained.value;
  const factors: SuspectFactor[] = [
    { name: 'deviation', value: deviation, reason: describeDeviation(own) },
    { name: 'before', value: before, reason: describeBefore(before) },
    {
      name: 'shape',
      value: agreement,
      reason: `moves with the symptom (r ${agreement.toFixed(2)})`,
    },
    { name: 'onset', value: 1, reason: describeOnset(own.onset, onsetAt) },
    {
      name: 'dependency',
      value: -share,
      reason: describeDependency(explained, hasCallees),
    },
    ...place,
  ];
  return {
    id: series.id,
    component: series.component,
    metric: series.metric,
    seriesId: series.id,
    onsetAt: own.onset,
    score: (value - share) * (place[0]?.value ?? 1),
    factors,
  };
}

const keepName = (name: string) => name;

function describeDependency(explained: Owned | null, hasCallees: boolean): string {
  if (!hasCallees) return 'no dependency of it is known';
  return explained === null || explained.value === 0
    ? 'no dependency of it moved'
    : `${explained.series.component} explains a part of it`;
}

function describeDeviation({ series, deviation }: Owned): string {
  return deviation === 0
    ? `${series.metric} stayed at its usual level`
    : `${series.metric} ${formatFactor(deviation)} its usual spread`;
}

const describeBefore = (before: number) =>
  before < 1
    ? 'usual before the symptom'
    : `${formatFactor(before)} its usual spread before the symptom`;

function describeOnset(own: number | null, symptom: number | null): string {
  if (own === null || symptom === null) return 'no clear onset';
  if (own === symptom) return 'moved at the same time as the symptom';
  return `moved ${formatGap(Math.abs(symptom - own))} ${own < symptom ? 'before' : 'after'} the symptom`;
}

interface Shape {
  /** In multiples of the usual spread, positive where it is bad; null without data. */
  deviations: (number | null)[];
  levels: (number | null)[];
}

/** Null without any point in the window. */
function measureShape({ series, usual, sign }: Measured, grid: readonly number[]): Shape | null {
  const values = alignPoints(series.points, grid);
  if (values.every((value) => value === null)) return null;
  const deviations = values.map((value) =>
    value === null ? null : (sign * (value - usual.level)) / usual.spread,
  );
  const levels = deviations.map((one) => (one === null ? null : Math.log1p(Math.max(0, one))));
  return { deviations, levels };
}

const sortPoints = (points: readonly Point[]) =>
  points.every(([at], index) => index === 0 || at >= (points[index - 1]?.[0] ?? at))
    ? points
    : points.toSorted(([a], [b]) => a - b);

/** Half a percentage point for a metric in percent: availability is 100 most of the time. */
function findLeastSpread(metric: string, values: readonly number[]): number | null {
  if (!/availab|percent|ratio|rate$|utili[sz]ation/i.test(metric)) return null;
  return values.some((value) => value > 1.5) ? 0.5 : 0.005;
}

/** The first point that can belong to the first time of a grid. */
function findFirst(points: readonly Point[], at: number, step: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) <= at - Math.max(0, step)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listTimes({ points }: Series, { from, until }: TimeRange): number[] {
  return points.flatMap(([at]) => (at >= from && at < until ? [at] : []));
}

/** The value at each time, or the newest one since the time before; null if there is none. */
function alignPoints(points: readonly Point[], grid: readonly number[]): (number | null)[] {
  let next = findFirst(points, grid[0] ?? 0, (grid[1] ?? 0) - (grid[0] ?? 0));
  return grid.map((at, index) => {
    const since = grid[index - 1] ?? at - ((grid[index + 1] ?? at) - at);
    let found: number | null = null;
    for (; next < points.length; next += 1) {
      const [time, value] = points[next] ?? [Infinity, 0];
      if (time > at) break;
      if (time > since) found = value;
    }
    return found;
  });
}
