import type { SuspectHitRate, SuspectVerdict } from '@debrief/contract';
import { wilsonInterval } from '@debrief/rules/suspects';
import type { Context } from '../context.ts';
import { incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { listIncidentsWithDecided } from '../investigation/index.ts';
import { rankMetrics } from './components.ts';
import { rankIncident } from './list.ts';
import { findSymptom } from './symptom.ts';
import { loadVerdicts, type Verdicts } from './verdicts.ts';

/** Incidents that are ranked again, and those whose hypotheses are read. */
const mostRanked = 50;
const mostRead = 300;

/**
 * How often today's ranking lists a confirmed change or component first, or among the first three,
 * over closed incidents that the actor can see, newest first. An incident with only dismissed
 * suspects is counted separately: what started it is not known here.
 */
export async function measureHitRate(ctx: Context): Promise<SuspectHitRate> {
  const found = await incidentsByIds(ctx, await listIncidentsWithDecided(ctx));
  const incidents = [...found.values()]
    .filter(({ status, is_demo }) => (status === 'closed' || status === 'in-review') && !is_demo)
    .toSorted((a, b) => b.number - a.number);
  const places = { changes: [] as number[], components: [] as number[] };
  let onlyDismissed = 0;
  let ranked = 0;
  let read = 0;
  for (const incident of incidents.slice(0, mostRead)) {
    if (ranked >= mostRanked) break;
    read += 1;
    const verdicts = await loadVerdicts(ctx, incident);
    const { changes, components, isDismissed } = sumUp(verdicts);
    if (!changes && !components) {
      if (isDismissed) onlyDismissed += 1;
      continue;
    }
    ranked += 1;
    const place = await placeConfirmed(ctx, incident, verdicts);
    if (changes) places.changes.push(place.change);
    if (components) places.components.push(place.component);
  }
  return {
    changes: countHits(places.changes),
    components: countHits(places.components),
    onlyDismissed,
    isLimited: read < incidents.length,
  };
}

const isConfirmed = (verdict: SuspectVerdict | undefined) => verdict?.status === 'confirmed';

function sumUp({ changes, components }: Verdicts) {
  return {
    changes: [...changes.values()].some(isConfirmed),
    components: [...components.values()].some(isConfirmed),
    isDismissed: [...changes.values(), ...components.values()].some(
      ({ status }) => status === 'ruled-out',
    ),
  };
}

/** The place of the first confirmed change and component, -1 if none is ranked. */
async function placeConfirmed(ctx: Context, incident: IncidentRow, verdicts: Verdicts) {
  const symptom = await findSymptom(ctx, incident, {});
  const measured = await rankMetrics(ctx, incident, symptom);
  const { ranked } = await rankIncident(ctx, incident, symptom, measured);
  return {
    change: ranked.suspects.findIndex(({ id }) => isConfirmed(verdicts.changes.get(id))),
    component:
      measured?.suspects.findIndex(({ id }) => isConfirmed(verdicts.components.get(id))) ?? -1,
  };
}

function countHits(places: readonly number[]): SuspectHitRate['changes'] {
  const count = (within: number) => places.filter((at) => at >= 0 && at < within).length;
  const [top1, top3] = [count(1), count(3)];
  return {
    incidents: places.length,
    top1,
    top3,
    interval1: wilsonInterval(top1, places.length),
    interval3: wilsonInterval(top3, places.length),
  };
}
