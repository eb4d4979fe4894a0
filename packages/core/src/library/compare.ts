import { CompareIncidents, type ComparedIncident, type FollowUp } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { hoursWorkedOn } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { countCitedPeople, recordExtents } from '../evidence/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { presentItems } from '../item/index.ts';
import { listFindings } from '../investigation/index.ts';
import { countAttendees } from '../meeting/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { findLatestVersion, loadReadership } from '../report/index.ts';
import { toIncidentName } from './names.ts';

/**
 * Compares two to five incidents in the order requested: how deeply each was analyzed. There is no
 * score. Errors: `invalid`, `not-found` if the actor cannot see one of them.
 */
export async function compareIncidents(
  ctx: Context,
  raw: Parsable<typeof CompareIncidents>,
): Promise<{ items: ComparedIncident[] }> {
  const input = parse(CompareIncidents, raw);
  const incidents: IncidentRow[] = [];
  for (const ref of input.incidents)
    incidents.push(await authorize(ctx, 'incident:read', incidentByRef(ctx, ref)));
  const distinct = [...new Map(incidents.map((incident) => [incident.id, incident])).values()];
  const extents = await recordExtents(
    ctx,
    distinct.map(({ id }) => id),
  );
  const items: ComparedIncident[] = [];
  for (const incident of distinct) {
    const extent = extents.get(incident.id);
    items.push({
      incident: toIncidentName(incident),
      hoursWorkedOn: await hoursWorkedOn(ctx, incident.id),
      firstEvidenceAt: extent?.firstAt?.toISOString() ?? null,
      lastEvidenceAt: extent?.lastAt?.toISOString() ?? null,
      evidenceCount: extent?.count ?? 0,
      ...(await summarizeFindings(ctx, incident)),
      followUps: countFollowUps(await presentItems(ctx, incident, followUpItem)),
      report: await summarizeReport(ctx, incident.id),
      peopleCited: await countCitedPeople(ctx, incident.id),
      attendees: await countAttendees(ctx, incident.id),
    });
  }
  return { items };
}

async function summarizeReport(
  ctx: Context,
  incidentId: string,
): Promise<ComparedIncident['report']> {
  const version = await findLatestVersion(ctx, incidentId);
  if (!version) return null;
  const { readers, usedIn } = await loadReadership(ctx, version.id);
  return {
    version: version.number,
    publishedAt: version.publishedAt.toISOString(),
    readers: readers.words,
    usedIn,
  };
}

/** Work that won't be done is not open work and is not counted. */
function countFollowUps(followUps: readonly FollowUp[]): ComparedIncident['followUps'] {
  const all = followUps.filter(({ state }) => state !== 'wont-do');
  return {
    done: all.filter(({ state }) => state === 'done' || state === 'verified').length,
    all: all.length,
  };
}

async function summarizeFindings(
  ctx: Context,
  incident: IncidentRow,
): Promise<Pick<ComparedIncident, 'factors' | 'difficulties' | 'impact'>> {
  const factors = await listFindings(ctx, incident, ['factor']);
  const impact = await listFindings(ctx, incident, ['impact']);
  return {
    factors: factors
      .filter(({ kind }) => kind !== 'difficulty' && kind !== 'mitigator')
      .map(({ id, statement, kind }) => ({ id, statement, kind })),
    difficulties: factors
      .filter(({ kind }) => kind === 'difficulty')
      .map(({ id, statement }) => ({ id, statement })),
    impact: impact.map(({ id, statement, on }) => ({ id, statement, on })),
  };
}
