import type { Suspects } from '@debrief/contract';
import {
  listSymptomWords,
  rankComponents,
  rankShifts,
  readSamples,
  type SampledSeries,
} from '@debrief/rules/suspects';
import type { Context } from '../context.ts';
import { loadMetricSamples } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import type { FoundSymptom } from './symptom.ts';

const hour = 3_600_000;
const beforeMs = hour;
const afterMs = hour;
const baselineMs = 72 * hour;
/** Newest first; older ones are not compared. */
const mostSamples = 100_000;
const shown = 10;

type Components = NonNullable<Suspects['components']>;

/**
 * The components whose metrics moved around the symptom; null if the incident has none. Compared
 * with the three days before if they have data, else with the first points. The caller has checked
 * that the actor can see the incident.
 */
export async function rankMetrics(
  ctx: Context,
  incident: IncidentRow,
  { at, text, services }: FoundSymptom,
): Promise<Components | null> {
  const time = at.getTime();
  const window = { from: time - beforeMs, until: time + afterMs };
  const baseline = { from: window.from - baselineMs, until: window.from };
  const samples = await loadMetricSamples(ctx, incident.id, {
    from: new Date(baseline.from),
    until: new Date(window.until),
    limit: mostSamples,
  });
  const all = readSamples(
    samples.toReversed().map((sample) => ({ ...sample, at: sample.at.getTime() })),
  );
  if (all.length === 0) return null;
  const seen = findSeen(all, [text, ...services].join(' '));
  const now = all.map((one) => ({
    ...one,
    points: one.points.filter(([when]) => when >= window.from && when < window.until),
  }));
  const common = { series: all.length, isLimited: samples.length >= mostSamples };
  const symptom = seen && { component: seen.component, metric: seen.metric };
  const before = seen?.points.filter(([when]) => when < baseline.until).length ?? 0;
  if (symptom && before >= 20) {
    const found = rankComponents({ series: all, links: [], symptom, baseline, window });
    const suspects = found.suspects.slice(0, shown).map((one) => present(one, all, one.onsetAt));
    return { ...common, symptom, comparedWith: 'before', strength: found.strength, suspects };
  }
  const found = rankShifts(now, seen?.id ?? null);
  const suspects = found.suspects.slice(0, shown).map((one) => present(one, all, null));
  return {
    ...common,
    symptom: symptom ?? null,
    comparedWith: 'start',
    strength: found.strength,
    suspects,
  };
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

function present(
  suspect: {
    id: string;
    component: string;
    metric: string;
    score: number;
    factors: Components['suspects'][number]['factors'];
  },
  all: readonly SampledSeries[],
  onsetAt: number | null,
): Components['suspects'][number] {
  const { id, component, metric, score, factors } = suspect;
  const evidence = all.find((one) => one.id === id)?.evidence;
  return {
    component,
    metric,
    score,
    factors,
    onsetAt: onsetAt === null ? null : new Date(onsetAt).toISOString(),
    evidenceId: (onsetAt === null ? null : evidence?.get(onsetAt)) ?? null,
  };
}
