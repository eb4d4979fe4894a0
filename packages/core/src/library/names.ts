import type { IncidentName, LibraryNames } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentsByIds, namedByIncidents, type IncidentRow } from '../incident/index.ts';

export async function incidentNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentName>> {
  const rows = await incidentsByIds(ctx, [...new Set(ids)]);
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

/** The services and teams that the library can filter by. Errors: `not-signed-in`. */
export async function libraryNames(ctx: Context): Promise<LibraryNames> {
  refuseUnless(ctx, 'incident:read');
  return namedByIncidents(ctx);
}
