import type { IncidentName, LibraryNames } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { listEvidenceNames } from '../evidence/index.ts';
import { listTagNames } from '../tag/index.ts';
import { incidentsByIds, namedByIncidents, type IncidentRow } from '../incident/index.ts';

/** The incidents by id, those that the actor can see. */
export function loadIncidents(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentRow>> {
  return incidentsByIds(ctx, [...new Set(ids)]);
}

export async function incidentNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentName>> {
  const rows = await loadIncidents(ctx, ids);
  return new Map([...rows].map(([id, row]) => [id, toIncidentName(row)]));
}

export function toIncidentName({
  id,
  number,
  title,
  severity,
  services,
  teams,
}: IncidentRow): IncidentName {
  return { id, ref: `INC-${number}`, title, severity, services, teams };
}

/** The services, teams, authors and streams that the library can filter by. Errors: `not-signed-in`. */
export async function libraryNames(ctx: Context): Promise<LibraryNames> {
  refuseUnless(ctx, 'incident:read');
  return {
    ...(await namedByIncidents(ctx)),
    ...(await listEvidenceNames(ctx)),
    tags: await listTagNames(ctx),
  };
}
