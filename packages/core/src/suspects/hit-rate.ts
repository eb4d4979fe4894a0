import type { SuspectHitRate } from '@debrief/contract';
import { wilsonInterval } from '@debrief/rules/suspects';
import type { Context } from '../context.ts';
import { incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { listIncidentsWithConfirmed } from '../investigation/index.ts';
import { rankIncident } from './list.ts';
import { findSymptom } from './symptom.ts';
import { loadVerdicts } from './verdicts.ts';

const mostIncidents = 50;

/**
 * How often today's ranking lists a confirmed change first, or among the first three, over closed
 * incidents that the actor can see, newest first.
 */
export async function measureHitRate(ctx: Context): Promise<SuspectHitRate> {
  const found = await incidentsByIds(ctx, await listIncidentsWithConfirmed(ctx));
  const incidents = [...found.values()]
    .filter(({ status, is_demo }) => (status === 'closed' || status === 'in-review') && !is_demo)
    .toSorted((a, b) => b.number - a.number);
  const places: number[] = [];
  for (const incident of incidents.slice(0, mostIncidents)) {
    const place = await placeConfirmed(ctx, incident);
    if (place !== null) places.push(place);
  }
  const count = (within: number) => places.filter((at) => at >= 0 && at < within).length;
  const [top1, top3] = [count(1), count(3)];
  return {
    incidents: places.length,
    top1,
    top3,
    interval1: wilsonInterval(top1, places.length),
    interval3: wilsonInterval(top3, places.length),
    isLimited: incidents.length > mostIncidents,
  };
}

/** The place of the first confirmed change, -1 if it is not ranked; null if none was confirmed. */
async function placeConfirmed(ctx: Context, incident: IncidentRow): Promise<number | null> {
  const verdicts = await loadVerdicts(ctx, incident);
  const isConfirmed = (id: string) => verdicts.get(id)?.status === 'confirmed';
  if (![...verdicts.keys()].some(isConfirmed)) return null;
  const { ranked } = await rankIncident(ctx, incident, await findSymptom(ctx, incident, {}));
  return ranked.suspects.findIndex(({ id }) => isConfirmed(id));
}
