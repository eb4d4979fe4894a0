import type { ServiceLink } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import type { Context } from '../context.ts';
import { toServiceName } from './present.ts';
import type { CatalogTables } from './tables.ts';

export type LinkRow = Selectable<CatalogTables['service_link']>;

/** A link as its changes record it, for undo. */
export interface LinkState {
  id: string;
  /** `orders calls search`. */
  name: string;
  isByHand: boolean;
  isRemoved: boolean;
}

interface LinkFilter {
  /** Ids of services at either end; all if absent. */
  around?: readonly string[];
  /** Ids of services that depend on the other end. */
  dependent?: readonly string[];
  linkId?: string;
  limit: number;
}

/** Links that were not removed, between services that exist; those of people first, then by name. */
export async function loadLinks(ctx: Context, filter: LinkFilter): Promise<ServiceLink[]> {
  let query = ctx.db
    .selectFrom('service_link as link')
    .innerJoin('service as source', 'source.id', 'link.from_id')
    .innerJoin('service as target', 'target.id', 'link.to_id')
    .where('link.removed_at', 'is', null)
    .where('source.removed_at', 'is', null)
    .where('target.removed_at', 'is', null)
    .select([
      'link.id',
      'link.kind',
      'link.sources',
      'link.is_by_hand',
      'link.missing_at',
      sql<
        ServiceLink['from']
      >`jsonb_build_object('id', source.id, 'name', source.name, 'title', source.title, 'kind', source.kind)`.as(
        'from',
      ),
      sql<
        ServiceLink['to']
      >`jsonb_build_object('id', target.id, 'name', target.name, 'title', target.title, 'kind', target.kind)`.as(
        'to',
      ),
    ])
    .limit(filter.limit);
  if (filter.linkId !== undefined) query = query.where('link.id', '=', filter.linkId);
  if (filter.around) {
    const ids = sql`${[...filter.around]}::uuid[]`;
    query = query.where(sql<boolean>`(link.from_id = any(${ids}) or link.to_id = any(${ids}))`);
  }
  if (filter.dependent) {
    const ids = sql`${[...filter.dependent]}::uuid[]`;
    query = query.where(
      sql<boolean>`((link.kind <> 'feeds' and link.from_id = any(${ids})) or (link.kind = 'feeds' and link.to_id = any(${ids})))`,
    );
  }
  if (!filter.dependent)
    query = query.orderBy('link.is_by_hand', 'desc').orderBy('source.key').orderBy('target.key');
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    from: toServiceName(row.from),
    to: toServiceName(row.to),
    sources: row.sources,
    isByHand: row.is_by_hand,
    missingAt: row.missing_at?.toISOString() ?? null,
  }));
}
