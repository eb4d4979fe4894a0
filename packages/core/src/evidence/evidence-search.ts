import type { EvidenceKind, Precision } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import {
  archivedIncidentIds,
  incidentIdsHiddenFrom,
  incidentIdsNamed,
  incidentIdsSeenBy,
  type IncidentNaming,
} from '../access/index.ts';
import { atOneMoment } from '../db/index.ts';
import { rateDensity } from '../searchable.ts';
import { itemsWithTag } from '../tag/index.ts';

/** An item that matches, in the newest visible incident whose sources contain the item. */
export interface FoundEvidence {
  id: string;
  itemId: string;
  incidentId: string;
  at: Date;
  precision: Precision;
  text: string;
  authorName: string | null;
  streamName: string;
}

/** What an operator names, and whether these or all others are wanted. */
export interface Naming<T> {
  values: readonly T[];
  isExcluded: boolean;
}

export interface EvidenceSearch {
  /** A PostgreSQL text search query; empty to find by the other fields only. */
  words: string;
  /** The query has so many words that comparing it with items is slow: only the index is used. */
  isWide?: boolean | undefined;
  /** The terms, if some of them are enough. */
  someTerms?: readonly string[] | undefined;
  /** Only incidents that name this service or team. */
  service?: string | undefined;
  team?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  kinds?: readonly Naming<EvidenceKind>[] | undefined;
  /** Parts of names of authors, and of streams. */
  authors?: readonly Naming<string>[] | undefined;
  places?: readonly (Naming<string> & { numbers: readonly number[] })[] | undefined;
  /** Ids of tags, with those that were merged into them. */
  tags?: readonly Naming<string>[] | undefined;
  incidents?: readonly (IncidentNaming & { isExcluded: boolean })[] | undefined;
}

interface FoundItem {
  id: string;
  incidentId: string;
  at: Date;
}

/** The newest matches with their density, and how many there are: exactly, or at least. */
export interface EvidenceHits {
  items: (FoundItem & { density: number })[];
  count: number;
  isMore: boolean;
}

/** Common words are among the newest items; these are compared one by one. */
const newestItems = 4_000;
/** The same for words that are less common, but still too common to sort all matches. */
const manyItems = 60_000;
/** Up to so many matches are fetched and sorted. */
const fewMatches = 3_000;

/**
 * The newest matches. Rare words are found by the text index, common ones by walking back in time,
 * so that neither reads more than a few thousand items. Reads only what the actor can see.
 */
export async function findEvidence(
  ctx: Context,
  wanted: EvidenceSearch,
  limit: number,
): Promise<EvidenceHits> {
  return withLimits(ctx, async (ctx) => {
    const isWalked = wanted.words !== '' && !wanted.isWide;
    const walk = async (count: number) =>
      isWalked ? await newest(ctx, wanted, walkBack(wanted, count), limit) : [];
    const common = await walk(newestItems);
    if (common.length === limit) return { items: common, count: limit, isMore: true };
    // Some among the newest items: probably enough of them within a longer walk.
    const isExpected = (common.length * manyItems) / newestItems >= limit * 2;
    const few = isExpected ? null : await countMatches(ctx, wanted, fewMatches + 1, limit);
    if (few && few.matches <= fewMatches) return few;
    const lessCommon = await walk(manyItems);
    if (lessCommon.length === limit) return { items: lessCommon, count: limit, isMore: true };
    return countMatches(ctx, wanted, null, limit);
  });
}

/** Matching items in time order, after the last one of the previous page. */
export async function findEvidenceByTime(
  ctx: Context,
  wanted: EvidenceSearch,
  page: { isOldestFirst: boolean; after: { at: Date; id: string } | null; limit: number },
): Promise<FoundItem[]> {
  const { isOldestFirst, after, limit } = page;
  const order = isOldestFirst ? sql`seen.at, e.id` : sql`seen.at desc, e.id desc`;
  const isAfter = after
    ? sql`(seen.at, e.id) ${isOldestFirst ? sql`>` : sql`<`} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  return withLimits(ctx, async (ctx) => {
    const find = async (from: RawBuilder<unknown>) => {
      const result = await sql<{ id: string; incident_id: string; at: Date }>`
        with found as materialized (${from}) select e.id, seen.incident_id, seen.at from found e ${visibleTo(ctx, wanted)} and ${isAfter} order by ${order} limit ${limit}`.execute(
        ctx.db,
      );
      return result.rows.map((row) => ({ id: row.id, incidentId: row.incident_id, at: row.at }));
    };
    const hasOffsets = await sql`select 1 from source where clock_offset_ms <> 0 limit 1`.execute(
      ctx.db,
    );
    // The order of corrected times is that of the index only if no clock is corrected.
    if (hasOffsets.rows.length === 0 && wanted.words !== '' && !wanted.isWide) {
      const items = await find(walkBack(wanted, newestItems, page));
      if (items.length === limit) return items;
    }
    return find(takeMatches(ctx, wanted, null));
  });
}

interface NewestRow {
  id: string;
  incident_id: string;
  at: Date;
  density: number;
}

/** The newest visible items of a table expression; it ends early if that is in order of time. */
async function newest(
  ctx: Context,
  wanted: EvidenceSearch,
  found: RawBuilder<unknown>,
  limit: number,
): Promise<EvidenceHits['items']> {
  const result = await sql<NewestRow>`
    select shown.*, ${rateDensity(sql`e.search`, wanted)} as density
    from (select e.id, seen.incident_id, seen.at from (${found}) e ${visibleTo(ctx, wanted)} order by e.occurred_at desc, e.id desc limit ${limit}) shown
    join evidence e on e.id = shown.id`.execute(ctx.db);
  return result.rows.map(({ incident_id, ...row }) => ({ ...row, incidentId: incident_id }));
}

/** The newest of this many matches, in any order, with the number of matches and visible ones. */
async function countMatches(
  ctx: Context,
  wanted: EvidenceSearch,
  most: number | null,
  limit: number,
): Promise<EvidenceHits & { matches: number }> {
  const result = await sql<
    { matches: number; count: number } & (NewestRow | { [Name in keyof NewestRow]: null })
  >`
    with found as materialized (${takeMatches(ctx, wanted, most)}),
      visible as materialized (select e.id, e.occurred_at, seen.incident_id, seen.at from found e ${visibleTo(ctx, wanted)}),
      shown as (select visible.id, incident_id, at, ${rateDensity(sql`e.search`, wanted)} as density
        from (select * from visible order by occurred_at desc, id desc limit ${limit}) visible join evidence e on e.id = visible.id)
    select counted.*, shown.* from (select (select count(*)::int from found) as matches, (select count(*)::int from visible) as count) counted
      left join shown on true`.execute(ctx.db);
  const { matches = 0, count = 0 } = result.rows[0] ?? {};
  const items = result.rows.flatMap(({ id, incident_id, at, density }) =>
    id === null ? [] : [{ id, incidentId: incident_id, at, density }],
  );
  return { items, count, isMore: false, matches };
}

/** The matches among this many items, from the newest, the oldest, or the end of a page. */
function walkBack(
  wanted: EvidenceSearch,
  count: number,
  { isOldestFirst, after }: { isOldestFirst: boolean; after: { at: Date; id: string } | null } = {
    isOldestFirst: false,
    after: null,
  },
): RawBuilder<unknown> {
  const isAfter = after
    ? sql`(occurred_at, id) ${isOldestFirst ? sql`>` : sql`<`} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const order = isOldestFirst ? sql`occurred_at, id` : sql`occurred_at desc, id desc`;
  return sql`select ${itemColumns} from (select id, stream_id, identity_id, kind, occurred_at, search from evidence where ${isAfter} and ${withinTimes(wanted)} order by ${order} limit ${count}) e where ${matches(wanted)}`;
}

/** The first matches that the indexes give, in no order. */
function takeMatches(
  ctx: Context,
  wanted: EvidenceSearch,
  limit: number | null,
): RawBuilder<unknown> {
  return sql`select ${itemColumns} from evidence e where ${matches(wanted)} and ${inStreams(ctx, wanted)} and ${withinTimes(wanted)} and ${havingTags(wanted)} ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

/** Only items that have the tags in some incident, so that an index can find them. */
function havingTags({ tags = [] }: EvidenceSearch): RawBuilder<boolean> {
  const parts = tags.flatMap(({ values, isExcluded }) =>
    isExcluded
      ? []
      : [
          sql<boolean>`e.item_id = any(array(select tagged.target_id from (${itemsWithTag('evidence', values)}) tagged))`,
        ],
  );
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Whether an item has the tags in the incident in which it is seen. */
function taggedThere({ tags = [] }: EvidenceSearch): RawBuilder<boolean> {
  const parts = tags.map(({ values, isExcluded }) =>
    unless(
      isExcluded,
      sql`((select item_id from evidence tagged where tagged.id = e.id), incident_stream.incident_id) in (${itemsWithTag('evidence', values)})`,
    ),
  );
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}

const itemColumns = sql`e.id, e.stream_id, e.occurred_at`;

/** The conditions on an item itself. */
function matches({ words, kinds = [], authors = [] }: EvidenceSearch): RawBuilder<boolean> {
  const parts = [
    words === '' ? sql<boolean>`true` : sql<boolean>`e.search @@ ${words}::tsquery`,
    ...kinds.map(({ values, isExcluded }) =>
      unless(isExcluded, sql`e.kind = any(${values}::text[])`),
    ),
    ...authors.map(({ values, isExcluded }) =>
      unless(
        isExcluded,
        sql`e.identity_id = any(array(select identity.id from identity join person on person.id = identity.person_id where ${namesLike(sql`identity.name || ' ' || person.name`, values)}))`,
      ),
    ),
  ];
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function unless(isExcluded: boolean, condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return isExcluded ? sql<boolean>`(${condition}) is not true` : sql<boolean>`${condition}`;
}

/** Whether a word of a name starts with one of the values, in any case. */
function namesLike(name: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  const patterns = values.map(
    (value) => `% ${value.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
  );
  return sql<boolean>`lower(' ' || ${name}) like any(${patterns}::text[])`;
}

/** Before clocks are corrected, so with room for the largest correction. */
function withinTimes({ from, until }: EvidenceSearch): RawBuilder<boolean> {
  const room = sql`(select coalesce(max(abs(clock_offset_ms)), 0) * interval '1 millisecond' from source)`;
  const parts = [
    from ? sql<boolean>`occurred_at >= ${from}::timestamptz - ${room}` : sql<boolean>`true`,
    until ? sql<boolean>`occurred_at < ${until}::timestamptz + ${room}` : sql<boolean>`true`,
  ];
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Only the streams that a search names, so that an index can find their items. */
function inStreams(ctx: Context, wanted: EvidenceSearch): RawBuilder<boolean> {
  if (!isNaming(wanted)) return sql<boolean>`true`;
  return sql<boolean>`e.stream_id = any(array(select incident_stream.stream_id from incident_stream join stream on stream.id = incident_stream.stream_id where ${inPlaces(ctx, wanted)}))`;
}

function isNaming({ service, team, places = [], incidents = [] }: EvidenceSearch): boolean {
  return Boolean(service) || Boolean(team) || places.length + incidents.length > 0;
}

/** The conditions on a stream and the incident that includes it. */
function inPlaces(
  ctx: Context,
  { service, team, places = [], incidents = [] }: EvidenceSearch,
): RawBuilder<boolean> {
  const parts = [
    service || team
      ? sql<boolean>`incident_stream.incident_id in (${incidentIdsSeenBy(ctx, { service, team })})`
      : sql<boolean>`true`,
    ...incidents.map(({ isExcluded, ...naming }) =>
      unless(isExcluded, sql`incident_stream.incident_id in (${incidentIdsNamed(ctx, naming)})`),
    ),
    ...places.map(({ values, numbers, isExcluded }) =>
      unless(
        isExcluded,
        sql`(incident_stream.incident_id in (${incidentIdsNamed(ctx, { numbers })}) or ${namesLike(sql`stream.name`, values)})`,
      ),
    ),
  ];
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/**
 * Joins and conditions for items `e`: current ones that are in the sources of a visible incident,
 * the newest of which is `seen`.
 */
function visibleTo(ctx: Context, wanted: EvidenceSearch): RawBuilder<unknown> {
  const { from, until } = wanted;
  return sql`join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    cross join lateral (
      select incident_stream.incident_id, corrected.at
      from (select e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
      join incident_stream on incident_stream.stream_id = e.stream_id and (incident_stream.from_at is null or corrected.at >= incident_stream.from_at) and (incident_stream.until_at is null or corrected.at < incident_stream.until_at)
      where incident_stream.incident_id not in (${incidentIdsHiddenFrom(ctx)}) and incident_stream.incident_id not in (${archivedIncidentIds(ctx)})
        and ${inPlaces(ctx, wanted)} and ${taggedThere(wanted)}
        and ${from ? sql`corrected.at >= ${from}` : sql`true`} and ${until ? sql`corrected.at < ${until}` : sql`true`}
      order by incident_stream.incident_id desc limit 1
    ) seen
    where not exists (select 1 from evidence newer where newer.revises = e.id)`;
}

/**
 * Keeps the planner from reading the table from its start, which looks cheap where few matches are
 * wanted, and ends a search that would take too long.
 */
export function withLimits<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return atOneMoment(ctx, async (ctx) => {
    await sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '48MB', true), set_config('statement_timeout', '10s', true)`.execute(
      ctx.db,
    );
    return work(ctx);
  });
}

/** These items for display, each limited to what the actor can see in that incident. */
export async function showFoundEvidence(
  ctx: Context,
  found: readonly { id: string; incidentId: string }[],
): Promise<FoundEvidence[]> {
  if (found.length === 0) return [];
  const result = await sql<{
    id: string;
    item_id: string;
    incident_id: string;
    at: Date;
    precision: Precision;
    text: string;
    author_name: string | null;
    stream_name: string;
  }>`
    select e.id, e.item_id, asked.incident_id, e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at, e.precision, left(e.text, 20000) as text,
      (select person.name from identity join person on person.id = identity.person_id where identity.id = e.identity_id) as author_name, stream.name as stream_name
    from unnest(${found.map((one) => one.id)}::uuid[], ${found.map((one) => one.incidentId)}::uuid[]) as asked (id, incident_id)
    join evidence e on e.id = asked.id join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where asked.incident_id in (${incidentIdsSeenBy(ctx)})
      and exists (select 1 from incident_stream where incident_stream.incident_id = asked.incident_id and incident_stream.stream_id = e.stream_id)`.execute(
    ctx.db,
  );
  return result.rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    incidentId: row.incident_id,
    at: row.at,
    precision: row.precision,
    text: row.text,
    authorName: row.author_name,
    streamName: row.stream_name,
  }));
}
