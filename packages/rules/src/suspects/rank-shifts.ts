import { findPolarity } from './metric-polarity.ts';
import type { Series } from './rank-components.ts';
import { correlate, mean, measureUsual } from './series-statistics.ts';
import { formatFactor } from './suspect-text.ts';
import { sortSuspects, type Strength, type Suspect } from './suspect.ts';

export interface ShiftSuspect extends Suspect {
  component: string;
  metric: string;
  /** It was back at its usual level at the end: whatever it was is over. */
  isOver: boolean;
}

const leastPoints = 6;
/** As many times the usual spread: what counts as a shift, and as a strong one. */
const moved = 3;
const strong = 10;

/**
 * Metrics that left the level of the window's own first points and stayed away, for a window without
 * normal time before it. The score is ln(1 + deviation) × the agreement of the shape with the
 * symptom's. The symptom's own metric is left out: it is what people saw. If that metric is back at
 * its usual level, the symptom is over, and nothing is a strong suspect. If it never left it, the
 * symptom is not seen in it, and shapes are not compared.
 */
export function rankShifts(
  series: readonly Series[],
  symptomId: string | null,
): {
  strength: Strength;
  suspects: ShiftSuspect[];
  /** The series in which the symptom is seen; null if it did not move. */
  symptomId: string | null;
} {
  const named = series.find(({ id }) => id === symptomId);
  const seen = named && measureShift(named, undefined);
  const symptom = seen && (seen.score > 0 || seen.isOver) ? named : undefined;
  const suspects = sortSuspects(
    series
      .filter(({ id }) => id !== symptom?.id)
      .flatMap((one) => {
        const found = measureShift(one, symptom);
        return found ? [found] : [];
      }),
  );
  const first = suspects.find(({ isOver }) => !isOver);
  const deviation = first?.factors[0]?.value ?? 0;
  const isOver = symptom !== undefined && seen?.isOver === true;
  const strength =
    isOver || deviation < moved ? 'weak' : deviation >= strong ? 'strong' : 'moderate';
  return {
    strength,
    suspects: suspects.filter(({ score }) => score > 0),
    symptomId: symptom?.id ?? null,
  };
}

function measureShift(series: Series, symptom: Series | undefined): ShiftSuspect | null {
  const values = series.points.map(([, value]) => value);
  if (values.length < leastPoints) return null;
  const size = Math.max(1, Math.floor(values.length / 15));
  const usual = measureUsual(values.slice(0, size));
  if (!usual) return null;
  // Steps from point to point show the noise that the few first points do not; at least a tenth of
  // the level.
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  const noise = measureUsual(steps)?.level ?? 0;
  const spread = Math.max(usual.spread, noise, Math.abs(usual.level) * 0.1);
  const deviate = (list: readonly number[]) => (mean(list) - usual.level) / spread;
  const largest = Math.max(...values.map((value) => Math.abs(value - usual.level) / spread));
  const end = deviate(values.slice(-Math.max(2, size)));
  const isOver = largest >= moved && Math.abs(end) < moved;
  const deviation = Math.abs(deviate(values.slice(size)));
  const shape = symptom ? agree(series, symptom) : 1;
  const isBad = Math.sign(end) === findPolarity(series.metric);
  return {
    id: series.id,
    component: series.component,
    metric: series.metric,
    isOver,
    score: isOver || deviation < moved ? 0 : Math.log1p(deviation) * shape,
    factors: [
      {
        name: 'deviation',
        value: isOver ? 0 : deviation,
        reason: `${series.metric} ${end > 0 ? 'rose' : 'fell'} ${formatFactor(deviation)} its spread at the start${isBad ? '' : ', which is not bad by itself'}`,
      },
      { name: 'shape', value: shape, reason: `moves with the symptom (r ${shape.toFixed(2)})` },
    ],
  };
}

function agree(one: Series, other: Series): number {
  const known = new Map(other.points);
  const pairs = one.points.flatMap(([at, value]) => {
    const seen = known.get(at);
    return seen === undefined ? [] : [[value, seen] as const];
  });
  return Math.abs(
    correlate(
      pairs.map(([value]) => value),
      pairs.map(([, seen]) => seen),
    ),
  );
}
