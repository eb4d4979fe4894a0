import { ListServices, type ServiceDetails, type ServicePage } from '@debrief/contract';
import { toServiceKey } from '@debrief/rules/catalog';
import { splitTerms, toTsquery } from '@debrief/rules/search';
import { sql } from 'kysely';
import type { z } from 'zod';
import { may, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { readPlace, writePlace } from '../sorted-place.ts';
import { loadLinks } from './link-rows.ts';
import { presentService, presentServices } from './present.ts';
import { liveServices, serviceById } from './rows.ts';
import { loadServiceIncidents } from './service-incidents.ts';

/** The services of the catalog that pass the filter. Errors: `invalid`, `not-signed-in`. */
export async function listServices(ctx: Context, raw: ListServices): Promise<ServicePage> {
  const input = parse(ListServices, raw);
  refuseUnless(ctx, 'incident:read');
  const limit = input.limit ?? 50;
  const incidents = await loadServiceIncidents(ctx);
  const column = input.sort?.replace('-', '') ?? 'name';
  const direction = input.sort?.startsWith('-') ? 'desc' : 'asc';
  const counts = Object.fromEntries([...incidents].map(([id, { words }]) => [id, words.size]));
  // Most incidents first, unless backwards.
  const rank = sql<number>`-coalesce((${jsonb(counts)} ->> service.id::text)::int, 0)`;
  let query = filterServices(ctx, input)
    .selectAll('service')
    .limit(limit + 1);
  if (column === 'incidents') query = query.orderBy(rank, direction);
  query = query.orderBy('service.key', direction);
  if (input.cursor !== undefined) {
    const [key, id] = readPlace(input.cursor);
    const after = sql.raw(direction === 'desc' ? '<' : '>');
    query = query.where(
      column === 'incidents'
        ? sql<boolean>`(${rank}, service.key) ${after} (${-(counts[id] ?? 0)}, ${key})`
        : sql<boolean>`service.key ${after} ${key}`,
    );
  }
  const rows = await query.execute();
  const { total } = await filterServices(ctx, input)
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await presentServices(ctx, shown, incidents),
    next: rows.length > limit && last ? writePlace([last.key, last.id]) : null,
    total: Number(total),
    can: { change: may(ctx.actor, 'catalog:write') },
  };
}

function filterServices(ctx: Context, filter: z.output<typeof ListServices>) {
  let query = liveServices(ctx);
  if (filter.text !== undefined) {
    const terms = splitTerms(filter.text);
    if (terms.length > 0)
      query = query.where(sql<boolean>`service.search @@ ${toTsquery(terms)}::tsquery`);
  }
  for (const field of ['kind', 'tier', 'path'] as const)
    if (filter[field] !== undefined) query = query.where(`service.${field}`, '=', filter[field]);
  if (filter.owner !== undefined)
    query = query.where('service.owner_key', '=', toServiceKey(filter.owner));
  if (filter.without === 'runbook')
    query = query.where(sql<boolean>`service.runbooks = '[]'::jsonb`);
  else if (filter.without === 'owner' || filter.without === 'tier')
    query = query.where(`service.${filter.without}`, 'is', null);
  const isGone = filter.without === 'source';
  if (filter.source !== undefined || isGone)
    query = query.where(({ exists, selectFrom }) => {
      let sources = selectFrom('service_source')
        .select('service_source.source')
        .whereRef('service_source.service_id', '=', 'service.id');
      if (filter.source !== undefined) sources = sources.where('source', '=', filter.source);
      if (isGone) sources = sources.where('missing_at', 'is not', null);
      return exists(sources);
    });
  return query;
}

const shownLinks = 200;
const shownIncidents = 20;

/** A service with its links and the newest of its incidents. Errors: `not-found`. */
export async function getService(ctx: Context, { id }: { id: string }): Promise<ServiceDetails> {
  refuseUnless(ctx, 'incident:read');
  const row = await serviceById(ctx, id);
  const links = await loadLinks(ctx, { around: [id], limit: shownLinks + 1 });
  const words = (await loadServiceIncidents(ctx)).get(id)?.words ?? new Map<string, string>();
  const incidents = [...(await incidentsByIds(ctx, [...words.keys()])).values()]
    .toSorted((a, b) => b.number - a.number)
    .slice(0, shownIncidents);
  return {
    service: await presentService(ctx, row),
    links: links.slice(0, shownLinks),
    hasMoreLinks: links.length > shownLinks,
    incidents: incidents.map((incident) => ({
      ref: `INC-${incident.number}`,
      title: incident.title,
      createdAt: incident.created_at.toISOString(),
      word: words.get(incident.id) ?? '',
    })),
  };
}
