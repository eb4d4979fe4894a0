import type { Status } from '@debrief/contract';
import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';
import { filterPublished } from '../report/index.ts';

const openWords: Partial<Record<Status, string>> = {
  triage: 'its incident is in triage',
  active: 'its incident is still active',
  paused: 'the response to its incident is paused',
  'in-review': "its incident's review isn't published yet",
};

/**
 * Why a story of an incident stays a draft, or null. No one should write for their career while
 * others are still finding out what happened (method R-53). The caller has checked that the actor
 * can see the incident.
 */
export async function draftReasons(
  ctx: Context,
  incidents: readonly IncidentRow[],
): Promise<Map<string, string | null>> {
  const published = await filterPublished(
    ctx,
    incidents.map((incident) => incident.id),
  );
  return new Map(
    incidents.map((incident) => [
      incident.id,
      explainDraft(incident.status, published.has(incident.id)),
    ]),
  );
}

export function explainDraft(status: Status, isPublished: boolean): string | null {
  if (status === 'in-review' && isPublished) return null;
  const words = openWords[status];
  return words === undefined ? null : `Still a draft: ${words}.`;
}
