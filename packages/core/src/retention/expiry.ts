import type { Context } from '../context.ts';
import { listIncidentsOfSource, loadSourceKey, type Expiry } from '../evidence/index.ts';
import { listOpenIncidentIds } from '../incident/index.ts';
import { listNamedIds } from '../needed-evidence.ts';

const dayMs = 86_400_000;

/** What expires in a source that keeps its evidence for this number of days. */
export async function loadExpiry(ctx: Context, sourceId: string, days: number): Promise<Expiry> {
  const incidentIds = await listIncidentsOfSource(ctx, sourceId);
  return {
    sourceId,
    sourceKey: await loadSourceKey(ctx, sourceId),
    before: new Date(ctx.clock.now().getTime() - days * dayMs),
    named: await listNamedIds(ctx, incidentIds),
    openIncidentIds: await listOpenIncidentIds(ctx, incidentIds),
  };
}

/** The daily run starts with the day in UTC. */
export function nextRunAt(ctx: Context): string {
  const now = ctx.clock.now().getTime();
  return new Date((Math.floor(now / dayMs) + 1) * dayMs).toISOString();
}
