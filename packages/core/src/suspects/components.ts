import type { SuspectVerdict, Suspects } from '@debrief/contract';
import {
  listSymptomWords,
  rankComponents,
  rankShifts,
  readSamples,
  type SampledSeries,
  type Strength,
  type SuspectFactor,
} from '@debrief/rules/suspects';
import type { Context } from '../context.ts';
import { countMetricSamples, loadMetricSamples } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { loadGraph, type ServiceGraph } from './graph.ts';
import type { FoundSymptom } from './symptom.ts';

const hour = 3_600_000;
const beforeMs = hour;
const afterMs = hour;
const baselineMs = 72 * hour;
/** More are thinned. A record can have a value or, as the row of a table, many. */
const mostRecords = 50_000;
const mostValues = 300_000;
const shown = 10;

type Components = NonNullable<Suspects['components']>;

export interface RankedSeries extends Omit<Components, 'suspects' | 'links'> {
  strength: Strength;
  suspects: {
    /** Of the series. */
    id: string;
    component: string;
    metric: string;
    score: number;
    factors: SuspectFactor[];
    onsetAt: number | null;
    evidenceId: string;
  }[];
  graph: ServiceGraph;
}

/**
 * The components whose metrics moved around the symptom; null if the incident has none. Compared
 * with the three days before if they have data, else with the first points. The caller has checked
 * that the actor can see the incident.
 */
export async function rankMetrics(
  ctx: Context,
  incident: IncidentRow,
  { at, text, services }: FoundSymptom,
): Promise<RankedSeries | null> {
  const time = at.getTime();
  const window = { from: time - beforeMs, until: time + afterMs };
  const baseline = { from: window.from - baselineMs, until: window.from };
  const range = { from: new Date(baseline.from), until: new Date(window.until) };
  const { samples, every } = await loadThinned(ctx, incident, range);
  const { series: all, leftOut } = readRecords(samples);
  if (all.length === 0) return null;
  const seen = findSeen(all, [text, ...services].join(' '));
  const graph = await loadGraph(
    ctx,
    all.map(({ component }) => component),
  );
  const common = { series: all.length, every, leftOut, graph };
  const symptom = seen && { component: seen.component, metric: seen.metric };
  const before = seen?.points.filter(([when]) => when < baseline.until).length ?? 0;
  if (symptom && before >= 20) {
    const found = rankComponents({ series: all, ...graph, symptom, baseline, window });
    const suspects = found.suspects.map((one) => cite(one, all, one.onsetAt ?? time));
    return { ...common, symptom, comparedWith: 'before', strength: found.strength, suspects };
  }
  const now = all.map((one) => ({
    ...one,
    points: one.points.filter(([when]) => when >= window.from && when < window.until),
  }));
  const found = rankShifts(now, seen?.id ?? null);
  const suspects = found.suspects.map((one) => ({ ...cite(one, all, time), onsetAt: null }));
  return {
    ...common,
    symptom: found.symptomId === null ? null : symptom,
    comparedWith: 'start',
    strength: found.strength,
    suspects,
  };
}

type Samples = Awaited<ReturnType<typeof loadMetricSamples>>;

const readRecords = (samples: Samples) =>
  readSamples(samples.toReversed().map((sample) => ({ ...sample, at: sample.at.getTime() })));

/** One of `every` measurements: evenly over time, so that the baseline stays comparable. */
async function loadThinned(
  ctx: Context,
  incident: IncidentRow,
  range: { from: Date; until: Date },
): Promise<{ samples: Samples; every: number }> {
  const count = await countMetricSamples(ctx, incident.id, range);
  if (count === 0) return { samples: [], every: 1 };
  const some = await loadMetricSamples(ctx, incident.id, { ...range, limit: 50 });
  const points = readRecords(some).series.reduce((sum, one) => sum + one.points.length, 0);
  const perRecord = Math.max(1, points / Math.max(1, some.length));
  const share = Math.max(count / mostRecords, (count * perRecord) / mostValues);
  const every = Math.max(1, Math.ceil(share));
  const limit = mostRecords * 2;
  return { samples: await loadMetricSamples(ctx, incident.id, { ...range, limit, every }), every };
}

/** The first suspects, with what people think of each. */
export function presentComponents(
  ranked: RankedSeries | null,
  verdicts: ReadonlyMap<string, SuspectVerdict>,
): Suspects['components'] {
  if (!ranked) return null;
  const { graph, suspects: all, ...components } = ranked;
  const suspects = all.slice(0, shown).map(({ id, onsetAt, ...suspect }) => ({
    ...suspect,
    onsetAt: onsetAt === null ? null : new Date(onsetAt).toISOString(),
    verdict: verdicts.get(id) ?? null,
  }));
  return { ...components, suspects, links: listShownLinks(suspects, graph) };
}

function listShownLinks(
  suspects: readonly { component: string }[],
  { items, nameOf }: ServiceGraph,
): Components['links'] {
  const shownAs = new Map(suspects.map(({ component }) => [nameOf(component), component]));
  return items.flatMap(({ id, kind, ...ends }) => {
    const from = shownAs.get(ends.from.name);
    const to = shownAs.get(ends.to.name);
    return from !== undefined && to !== undefined ? [{ id, from, to, kind }] : [];
  });
}

const leastDeviation = 3;

/** How suspicious each component is, from 0 to 1, for the changes in it; none without a clear one. */
export function weighComponents(ranked: RankedSeries | null): Map<string, number> {
  if (ranked === null || ranked.strength === 'weak' || ranked.comparedWith === 'start')
    return new Map();
  const best = ranked.suspects[0]?.score ?? 0;
  const moved = ranked.suspects.filter(
    ({ score, factors }) =>
      score > 0 && (factors.find(({ name }) => name === 'deviation')?.value ?? 0) >= leastDeviation,
  );
  return new Map(
    moved.map(({ component, score }) => [
      ranked.graph.nameOf(component).toLowerCase(),
      score / best,
    ]),
  );
}

/** The series whose component and metric share most words with the symptom; null if none does. */
function findSeen(all: readonly SampledSeries[], text: string): SampledSeries | null {
  const words = listSymptomWords(text).map(({ stem }) => stem);
  const count = ({ component, metric }: SampledSeries) => {
    const name = `${component} ${metric}`.toLowerCase();
    return words.filter((word) => name.includes(word)).length;
  };
  const [best] = all.toSorted((a, b) => count(b) - count(a) || (a.id < b.id ? -1 : 1));
  return best && count(best) > 0 ? best : null;
}

/** Names the measurement that is nearest to a time. */
function cite(
  suspect: Omit<RankedSeries['suspects'][number], 'onsetAt' | 'evidenceId'> & {
    onsetAt?: number | null;
  },
  all: readonly SampledSeries[],
  time: number,
): RankedSeries['suspects'][number] {
  const { id, component, metric, score, factors, onsetAt = null } = suspect;
  const { points = [], evidence = [] } = all.find((one) => one.id === id) ?? {};
  let nearest = 0;
  const gap = (index: number) => Math.abs((points[index]?.[0] ?? Infinity) - time);
  for (const index of points.keys()) if (gap(index) < gap(nearest)) nearest = index;
  const evidenceId = evidence[nearest] ?? '';
  return { id, component, metric, score, factors, onsetAt, evidenceId };
}
