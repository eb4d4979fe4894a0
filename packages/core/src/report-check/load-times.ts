import type { DurationName, MilestoneKind } from '@debrief/contract';
import type { LocalDay } from '@debrief/readers/post-mortem';
import type { Context } from '../context.ts';
import { recordExtents } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { listMilestones, listTimeline } from '../timeline/index.ts';

const durationWords: Record<DurationName, string> = {
  'to-detect': 'Impact to detection',
  'to-declare': 'Detection to declaration',
  'to-acknowledge': 'Detection to acknowledgment',
  'to-mitigate': 'Detection to mitigation',
  'to-resolve': 'Detection to resolution',
  impact: 'Impact',
  'in-all': 'Impact to resolution',
};

/** Duties to report can be due weeks later. */
const response = new Set<MilestoneKind>([
  'impact-started',
  'detected',
  'declared',
  'acknowledged',
  'mitigated',
  'resolved',
]);

/**
 * The durations of an incident, and its period: between its milestones, else its events, else the
 * items of its record. With `knownAt`, those of that time.
 */
export async function loadTimes(
  ctx: Context,
  incident: IncidentRow,
  day: LocalDay | null,
  knownAt?: string,
): Promise<{
  durations: { name: string; ms: number }[];
  period: { fromMs: number; untilMs: number } | null;
}> {
  const input = { incident: `INC-${incident.number}`, knownAt };
  const { milestones, durations } = await listMilestones(ctx, input);
  const found = durations.flatMap(({ name, ms, status }) =>
    ms === null || status !== 'value' ? [] : [{ name: durationWords[name], ms }],
  );
  const within = milestones.filter(({ kind }) => response.has(kind));
  const at = (kind: string) => milestones.find((one) => one.kind === kind)?.at;
  const [declared, mitigated] = [at('declared'), at('mitigated')];
  if (declared !== undefined && mitigated !== undefined)
    found.push({
      name: 'Declaration to mitigation',
      ms: Date.parse(mitigated) - Date.parse(declared),
    });
  const times =
    within.length > 1
      ? within.map((one) => one.at)
      : (await listTimeline(ctx, input)).events.map((one) => one.at);
  const ms = times.map((one) => Date.parse(one));
  const { firstAt, lastAt } = (await recordExtents(ctx, [incident.id])).get(incident.id) ?? {};
  if (ms.length < 2 && day === null && firstAt && lastAt)
    ms.push(firstAt.getTime(), lastAt.getTime());
  const untilMs = Math.min(Math.max(...ms), knownAt === undefined ? Infinity : Date.parse(knownAt));
  const period = ms.length === 0 ? null : { fromMs: Math.min(...ms, untilMs), untilMs };
  return { durations: found, period };
}
