import type { IncidentName } from '@debrief/contract';
import type { Context } from '../context.ts';
import { incidentsByIds, type IncidentRow } from '../incident/index.ts';

/** How incidents are called, by id; those that the actor does not see are left out. */
export async function incidentNames(ctx: Context, ids: readonly string[]): Promise<Map<string, IncidentName>> {
  const rows = await incidentsByIds(ctx, [...new Set(ids)]);
  return new Map([...rows].map(([id, row]) => [id, nameOf(row)]));
}

export function nameOf({ id, number, title, severity }: IncidentRow): IncidentName {
  return { id, ref: `INC-${number}`, title, severity };
}
