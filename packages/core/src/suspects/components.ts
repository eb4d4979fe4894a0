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

export interface RankedSeries extends Omit<Components, 'suspects'> {
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
  const samples = await loadMetricSamples(ctx, incident.id, {
    from: new Date(baseline.from),
    until: new Date(window.until),
    limit: mostSamples,
  });
  const { series: all, leftOut } = readSamples(
    samples.toReversed().map((sample) => ({ ...sample, at: sample.at.getTime() })),
  );
  if (all.length === 0) return null;
  const seen = findSeen(all, [text, ...services].join(' '));
  const common = { series: all.length, isLimited: samples.length >= mostSamples, leftOut };
  const symptom = seen && { component: seen.component, metric: seen.metric };
  const before = seen?.points.filter(([when]) => when < baseline.until).length ?? 0;
  if (symptom && before >= 20) {
    const found = rankComponents({ series: all, links: [], symptom, baseline, window });
    const suspects = found.suspects.map((one) => cite(one, all, one.onsetAt ?? time));
    return { ...common, symptom, comparedWith: 'before', strength: found.strength, suspects };
  }
  const now = all.map((one) => ({
    ...one,
    points: one.points.filter(([when]) => when >= window.from && when < window.until),
  }));
  const found = rankShifts(now, seen?.id ?? null);
  const suspects = found.suspects.map((one) => ({ ...cite(one, all, time), onsetAt: null }));
  return { ...common, symptom, comparedWith: 'start', strength: found.strength, suspects };
}

/** The first suspects, with what people think of each. */
export function presentComponents(
  ranked: RankedSeries | null,
  verdicts: ReadonlyMap<string, SuspectVerdict>,
): Suspects['components'] {
  return (
    ranked && {
      ...ranked,
      suspects: ranked.suspects.slice(0, shown).map(({ id, onsetAt, ...suspect }) => ({
        ...suspect,
        onsetAt: onsetAt === null ? null : new Date(onsetAt).toISOString(),
        verdict: verdicts.get(id) ?? null,
      })),
    }
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
  const evidence = all.find((one) => one.id === id)?.evidence ?? new Map<number, string>();
  let evidenceId = '';
  let nearest = Infinity;
  for (const [at, found] of evidence)
    if (Math.abs(at - time) < nearest) [nearest, evidenceId] = [Math.abs(at - time), found];
  return { id, component, metric, score, factors, onsetAt, evidenceId };
}
