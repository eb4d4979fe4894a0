import type { Service, ServiceName } from '@debrief/contract';
import { may } from '../access/index.ts';
import type { Context } from '../context.ts';
import { pickValues, type ServiceRow } from './rows.ts';
import { loadServiceIncidents, type ServiceIncidents } from './service-incidents.ts';

/** Services as the reader sees them, with the number of their incidents that the reader can see. */
export async function presentServices(
  ctx: Context,
  rows: readonly ServiceRow[],
  incidents?: ReadonlyMap<string, ServiceIncidents>,
): Promise<Service[]> {
  if (rows.length === 0) return [];
  const sources = Map.groupBy(
    await ctx.db
      .selectFrom('service_source')
      .selectAll()
      .where(
        'service_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('source')
      .execute(),
    (row) => row.service_id,
  );
  const counts = incidents ?? (await loadServiceIncidents(ctx));
  const can = { change: may(ctx.actor, 'catalog:write') };
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ...pickValues(row),
    origins: row.origins,
    sources: (sources.get(row.id) ?? []).map((one) => ({
      source: one.source,
      ref: one.ref,
      seenAt: one.seen_at.toISOString(),
      missingAt: one.missing_at?.toISOString() ?? null,
    })),
    incidents: counts.get(row.id)?.words.size ?? 0,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
    can,
  }));
}

export async function presentService(ctx: Context, row: ServiceRow): Promise<Service> {
  const [service] = await presentServices(ctx, [row]);
  if (!service) throw new Error('no service');
  return service;
}

export function toServiceName({ id, name, title, kind }: ServiceName): ServiceName {
  return { id, name, title, kind };
}
