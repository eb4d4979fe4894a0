import {
  ListServices,
  parseSort,
  type ServiceDetails,
  type ServicePage,
  type gapFilters,
  type serviceSorts,
} from '@debrief/contract';
import { toServiceKey } from '@debrief/rules/catalog';
import { splitTerms, toTsquery } from '@debrief/rules/search';
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { may, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { findLeftNames } from '../people/index.ts';
import { readPlace, writePlace } from '../sorted-place.ts';
import { findInHistories } from './history.ts';
import { loadLinks } from './link-rows.ts';
import { presentService, presentServices } from './present.ts';
import { listWithRunbook, liveServices, serviceById } from './rows.ts';
import { loadSlos } from './slos.ts';
import { loadServiceIncidents } from './service-incidents.ts';

/** The services of the catalog that pass the filter. Errors: `invalid`, `not-signed-in`. */
export async function listServices(ctx: Context, raw: ListServices): Promise<ServicePage> {
  const input = parse(ListServices, raw);
  refuseUnless(ctx, 'incident:read');
  const limit = input.limit ?? 50;
  const incidents = await loadServiceIncidents(ctx);
  const known = {
    leftOwners: await listLeftOwners(ctx, input.without),
    written: await listWithRunbook(ctx),
    found: await findInHistories(ctx, splitTerms(input.text ?? '')),
  };
  const { column, isBackwards } = parseSort(input.sort ?? 'name');
  const direction = isBackwards ? 'desc' : 'asc';
  const counts = Object.fromEntries([...incidents].map(([id, { words }]) => [id, words.size]));
  const rank = (table: string) => rankBy(column, table, counts);
  let query = filterServices(ctx, input, known)
    .selectAll('service')
    .limit(limit + 1)
    .orderBy(rank('service'), direction);
  if (column !== 'name') query = query.orderBy('service.key');
  if (input.cursor !== undefined) {
    const [key, id] = readPlace(input.cursor);
    const beyond = sql.raw(isBackwards ? '<' : '>');
    const last = sql`(select ${rank('before')} from service before where before.id = ${id})`;
    query = query.where(
      column === 'name'
        ? sql<boolean>`service.key ${beyond} ${key}`
        : sql<boolean>`(${rank('service')} ${beyond} ${last} or (${rank('service')} = ${last} and service.key > ${key}))`,
    );
  }
  const rows = await query.execute();
  const { total } = await filterServices(ctx, input, known)
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

/** What a column sorts by; services without a value are first. */
function rankBy(
  column: (typeof serviceSorts)[number],
  table: string,
  counts: Record<string, number>,
): RawBuilder<unknown> {
  switch (column) {
    case 'name':
      return sql`${sql.ref(`${table}.key`)}`;
    case 'incidents':
      return sql`coalesce((${jsonb(counts)} ->> ${sql.ref(`${table}.id`)}::text)::int, 0)`;
    case 'owner':
      return sql`coalesce(${sql.ref(`${table}.owner_key`)}, '')`;
    case 'kind':
    case 'tier':
    case 'path':
      return sql`coalesce(${sql.ref(`${table}.${column}`)}, '')`;
  }
}

const noPage = sql<boolean>`service.runbooks = '[]'::jsonb`;
const brokenPages = sql<boolean>`(service.runbooks <> '[]'::jsonb and not exists (select from jsonb_array_elements(service.runbooks) page
  where not exists (select from page_check where md5(url) = md5(page ->> 'url') and state = 'broken')))`;

interface GapsKnown {
  /** The keys of owners who left. */
  leftOwners: readonly string[];
  /** Services with a runbook that is written here. */
  written: readonly string[];
}

function toGapCondition(
  gap: Exclude<(typeof gapFilters)[number], 'source'>,
  { leftOwners, written }: GapsKnown,
): RawBuilder<boolean> {
  const isUnwritten = sql<boolean>`service.id <> all(${[...written]}::uuid[])`;
  const noRunbook = sql<boolean>`(${noPage} and ${isUnwritten})`;
  const brokenRunbook = sql<boolean>`(${brokenPages} and ${isUnwritten})`;
  const left = sql<boolean>`service.owner_key = any(${[...leftOwners]}::text[])`;
  switch (gap) {
    case 'owner':
      return sql`service.owner is null`;
    case 'left-owner':
      return left;
    case 'runbook':
      return noRunbook;
    case 'broken-runbook':
      return brokenRunbook;
    case 'orphan':
      return sql`(service.owner is null or ${left} or ${noRunbook} or ${brokenRunbook})`;
    case 'tier':
      return sql`service.tier is null`;
  }
}

/** The keys of owners who left, if the filter needs them. */
async function listLeftOwners(ctx: Context, gap: ListServices['without']): Promise<string[]> {
  if (gap !== 'left-owner' && gap !== 'orphan') return [];
  const rows = await liveServices(ctx)
    .select('owner')
    .distinct()
    .where('owner', 'is not', null)
    .execute();
  return [
    ...(await findLeftNames(
      ctx,
      rows.flatMap(({ owner }) => owner ?? []),
    )),
  ].map(toServiceKey);
}

function filterServices(
  ctx: Context,
  filter: z.output<typeof ListServices>,
  { found, ...known }: GapsKnown & { found: readonly string[] },
) {
  let query = liveServices(ctx);
  const terms = splitTerms(filter.text ?? '');
  if (terms.length > 0)
    // Asked for first: with a subquery, PostgreSQL would not use the index of words.
    query = query.where((eb) =>
      eb.or([
        sql<boolean>`service.search @@ ${toTsquery(terms)}::tsquery`,
        ...(found.length === 0 ? [] : [eb('service.id', 'in', [...found])]),
      ]),
    );
  for (const field of ['kind', 'tier', 'path'] as const)
    if (filter[field] !== undefined) query = query.where(`service.${field}`, '=', filter[field]);
  if (filter.owner !== undefined)
    query = query.where('service.owner_key', '=', toServiceKey(filter.owner));
  if (filter.source !== undefined || filter.without === 'source')
    query = query.where(({ exists, selectFrom }) => {
      let sources = selectFrom('service_source')
        .select('service_source.source')
        .whereRef('service_source.service_id', '=', 'service.id');
      if (filter.source !== undefined) sources = sources.where('source', '=', filter.source);
      if (filter.without === 'source') sources = sources.where('missing_at', 'is not', null);
      return exists(sources);
    });
  if (filter.without !== undefined && filter.without !== 'source')
    query = query.where(toGapCondition(filter.without, known));
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
    slos: await loadSlos(ctx, id),
    hasMoreLinks: links.length > shownLinks,
    incidents: incidents.map((incident) => ({
      ref: `INC-${incident.number}`,
      title: incident.title,
      createdAt: incident.created_at.toISOString(),
      word: words.get(incident.id) ?? '',
    })),
  };
}
