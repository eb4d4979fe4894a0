import type { Service, ServiceGap, ServiceName } from '@debrief/contract';
import { may } from '../access/index.ts';
import type { Context } from '../context.ts';
import { findLeftNames } from '../people/index.ts';
import { loadPageStates, type PageState } from './page-checks.ts';
import { listWithRunbook, pickValues, type ServiceRow } from './rows.ts';
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
  const pages = await loadPageStates(
    ctx,
    rows.flatMap((row) => row.runbooks.map(({ url }) => url)),
  );
  const left = await findLeftNames(ctx, [...new Set(rows.flatMap(({ owner }) => owner ?? []))]);
  const written = new Set(await listWithRunbook(ctx));
  const can = { change: may(ctx.actor, 'catalog:write') };
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ...pickValues(row),
    runbooks: row.runbooks.map(({ title, url }) => ({
      title,
      url,
      check: toCheck(pages.get(url)),
    })),
    gaps: findGaps(row, { left, pages, written, sources: sources.get(row.id) ?? [] }),
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

function toCheck(page: PageState | undefined): Service['runbooks'][number]['check'] {
  if (!page) return null;
  const { state, problem, checkedAt } = page;
  return { state, problem, checkedAt: checkedAt.toISOString() };
}

interface Known {
  /** Owners who left. */
  left: ReadonlySet<string>;
  pages: ReadonlyMap<string, PageState>;
  /** Services with a runbook that is written here. */
  written: ReadonlySet<string>;
  sources: readonly { missing_at: Date | null }[];
}

function findGaps(
  { id, owner, runbooks }: ServiceRow,
  { left, pages, written, sources }: Known,
): ServiceGap[] {
  const isBroken = runbooks.every(({ url }) => pages.get(url)?.state === 'broken');
  return [
    ...(owner === null ? ['owner' as const] : left.has(owner) ? ['left-owner' as const] : []),
    ...(written.has(id)
      ? []
      : runbooks.length === 0
        ? ['runbook' as const]
        : isBroken
          ? ['broken-runbook' as const]
          : []),
    ...(sources.some((one) => one.missing_at !== null) ? ['source' as const] : []),
  ];
}

export async function presentService(ctx: Context, row: ServiceRow): Promise<Service> {
  const [service] = await presentServices(ctx, [row]);
  if (!service) throw new Error('no service');
  return service;
}

export function toServiceName({ id, name, title, kind }: ServiceName): ServiceName {
  return { id, name, title, kind };
}
