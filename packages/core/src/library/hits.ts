import type { LibraryKind } from '@debrief/contract';
import type { Found } from '@debrief/rules/search';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import {
  archivedIncidentIds,
  incidentIdsHiddenFrom,
  incidentIdsNamed,
  incidentIdsSeenBy,
} from '../access/index.ts';
import { itemsWithTag } from '../tag/index.ts';
import { findTagTarget, type DatabaseQuery } from './database-query.ts';
import { rateDensity } from '../searchable.ts';
import { buildSearchable } from './searchable.ts';

export type StoredKind = Exclude<LibraryKind, 'evidence'>;

interface FoundRow {
  kind: StoredKind;
  id: string;
  incident_id: string;
  at: Date;
  is_in_title: boolean;
  density: number;
}

/** The conditions on a searchable row: what the actor searches for and can see. */
function conditions(
  ctx: Context,
  kind: StoredKind,
  filter: DatabaseQuery,
  isCommon = false,
): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`kind = ${sql.lit(kind)} and incident_id not in (${incidentIdsHiddenFrom(ctx)}) and incident_id not in (${archivedIncidentIds(ctx)})`,
  ];
  if (filter.service || filter.team)
    parts.push(sql<boolean>`incident_id in (${incidentIdsSeenBy(ctx, filter)})`);
  for (const { isExcluded, ...naming } of filter.itemIncidents) {
    const isNamed = sql`incident_id in (${incidentIdsNamed(ctx, naming)})`;
    parts.push(isExcluded ? sql<boolean>`not (${isNamed})` : sql<boolean>`${isNamed}`);
  }
  const target = findTagTarget(kind);
  for (const { values, isExcluded } of filter.tags ?? [])
    if (target) {
      const isTagged = sql`(id, incident_id) in (${itemsWithTag(target, values)})`;
      parts.push(isExcluded ? sql<boolean>`not (${isTagged})` : sql<boolean>`${isTagged}`);
    }
  const isFound = sql<boolean>`search @@ ${filter.words}::tsquery`;
  // A plain condition, not one for the text index: common words are found fastest by walking back
  // in time.
  if (filter.words !== '') parts.push(isCommon ? sql<boolean>`(${isFound}) is true` : isFound);
  if (filter.factorKind) parts.push(sql<boolean>`factor_kind = ${filter.factorKind}`);
  if (filter.from) parts.push(sql<boolean>`at >= ${filter.from}`);
  if (filter.until) parts.push(sql<boolean>`at < ${filter.until}`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** The number of hits of each kind, counted up to `most`. */
export async function countHits(
  ctx: Context,
  kinds: readonly StoredKind[],
  filter: DatabaseQuery,
  most: number,
): Promise<Map<string, number>> {
  if (kinds.length === 0) return new Map();
  const each = kinds.map(
    (kind) =>
      sql`(select kind from (${buildSearchable(ctx, kind)}) one where ${conditions(ctx, kind, filter)} limit ${most})`,
  );
  const result = await sql<{ kind: StoredKind; count: number }>`
    select kind, count(*)::int as count from (${sql.join(each, sql` union all `)}) counted group by kind`.execute(
    ctx.db,
  );
  return new Map(result.rows.map((row) => [row.kind, row.count]));
}

/** The newest hits of each kind, with the inputs of their rank. */
export async function findHits(
  ctx: Context,
  kinds: readonly { kind: StoredKind; isCommon: boolean }[],
  filter: DatabaseQuery,
  limit: number,
): Promise<Found[]> {
  if (kinds.length === 0) return [];
  const each = kinds.map(
    ({
      kind,
      isCommon,
    }) => sql`(select kind, id, incident_id, at, search from (${buildSearchable(ctx, kind)}) one
      where ${conditions(ctx, kind, filter, isCommon)} order by at desc, id desc limit ${limit})`,
  );
  const result = await sql<FoundRow>`
    select kind, id, incident_id, at, search @@ ${filter.titleWords}::tsquery as is_in_title, ${rateDensity(sql`search`, filter)} as density
    from (${sql.join(each, sql` union all `)}) newest`.execute(ctx.db);
  return result.rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    incidentId: row.incident_id,
    at: row.at,
    isInTitle: row.is_in_title,
    density: row.density,
  }));
}

/** A page in time order. `after` is the last hit of the previous page. */
interface TimePage {
  isOldestFirst: boolean;
  after: { at: Date; id: string } | null;
  limit: number;
}

export async function hitsByTime(
  ctx: Context,
  kinds: readonly { kind: StoredKind; isCommon: boolean }[],
  filter: DatabaseQuery,
  { isOldestFirst, after, limit }: TimePage,
): Promise<{ kind: StoredKind; id: string; incidentId: string; at: Date }[]> {
  if (kinds.length === 0) return [];
  const order = isOldestFirst ? sql`at, id` : sql`at desc, id desc`;
  const isAfter = after
    ? sql`(at, id) ${isOldestFirst ? sql`>` : sql`<`} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const each = kinds.map(
    ({
      kind,
      isCommon,
    }) => sql`(select kind, id, incident_id, at from (${buildSearchable(ctx, kind)}) one
      where ${conditions(ctx, kind, filter, isCommon)} and ${isAfter} order by ${order} limit ${limit})`,
  );
  const result = await sql<FoundRow>`
    select * from (${sql.join(each, sql` union all `)}) sorted order by ${order} limit ${limit}`.execute(
    ctx.db,
  );
  return result.rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    incidentId: row.incident_id,
    at: row.at,
  }));
}
