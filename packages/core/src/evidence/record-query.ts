import { DomainError, type RecordFilter } from '@debrief/contract';
import { splitTerms, toTsquery } from '@debrief/rules/search';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { listIdentityIds } from '../identity/index.ts';
import { expandTagIds, itemsWithTag } from '../tag/index.ts';
import type { Place } from './cursor.ts';
import type { IncludedStream } from './included-streams.ts';

const always = { from: new Date('0001-01-01T00:00:00Z'), until: new Date('9999-12-31T00:00:00Z') };

/** An included stream with the time range left by sources and filter, in the stream's clock. */
export interface Span {
  streamId: string;
  offsetMs: number;
  from: Date;
  until: Date;
}

/**
 * Intersects the time ranges of sources and filter, without the streams that the filter excludes.
 */
export function buildSpans(streams: IncludedStream[], filter: RecordFilter): Span[] {
  const wanted = filter.stream && new Set(filter.stream);
  return streams
    .filter((stream) => !wanted || wanted.has(stream.streamId))
    .map((stream) => {
      const raw = (time: string | undefined) =>
        time ? new Date(Date.parse(time) - stream.clockOffsetMs) : null;
      return {
        streamId: stream.streamId,
        offsetMs: stream.clockOffsetMs,
        from: latest(stream.from, raw(filter.from)),
        until: earliest(stream.until, raw(filter.until)),
      };
    });
}

function latest(one: Date | null, other: Date | null): Date {
  return new Date(Math.max((one ?? always.from).getTime(), (other ?? always.from).getTime()));
}

function earliest(one: Date | null, other: Date | null): Date {
  return new Date(Math.min((one ?? always.until).getTime(), (other ?? always.until).getTime()));
}

/**
 * Whether replies are folded under their parents: not when searching or filtering by person,
 * kind or tag.
 */
export function isFolded(filter: RecordFilter): boolean {
  return filter.threads !== 'flat' && !filter.text && !filter.author && !filter.kind && !filter.tag;
}

/**
 * The parts of a query of the record: `found` is a common table expression, `table` contains the
 * items `e`, `conditions` relate them to the span `s`.
 */
export interface Hits {
  spans: Span[];
  found: RawBuilder<unknown> | null;
  table: RawBuilder<unknown>;
  conditions: RawBuilder<boolean>;
}

/** The items of the spans that match the filter. */
export async function queryHits(
  ctx: Context,
  incidentId: string,
  spans: Span[],
  filter: RecordFilter,
): Promise<Hits> {
  const streamIds = spans.map((span) => span.streamId);
  const parts: RawBuilder<boolean>[] = [
    sql<boolean>`e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at`,
    // The few revised revisions are looked up once, not once per item.
    sql<boolean>`e.id not in (select revises from evidence where revises is not null and stream_id = any(${streamIds}::uuid[]) ${recordedBy(filter)})`,
  ];
  if (filter.knownAt !== undefined)
    parts.push(isKnownAt('e', filter.knownAt), isRecordedBy(filter.knownAt));
  if (filter.kind)
    parts.push(
      filter.kind.length === 1
        ? sql<boolean>`e.kind = ${filter.kind[0]}`
        : sql<boolean>`e.kind = any(${filter.kind}::text[])`,
    );
  if (filter.author)
    parts.push(
      sql<boolean>`e.identity_id = any(${await listIdentityIds(ctx, filter.author)}::uuid[])`,
    );
  if (filter.tag) {
    if (filter.knownAt !== undefined)
      throw new DomainError('invalid', 'Tags were added later. Remove the tag or the time.', {
        issues: [{ at: 'tag', message: 'Not with a time' }],
      });
    const tagged = itemsWithTag('evidence', await expandTagIds(ctx, filter.tag));
    parts.push(sql<boolean>`(e.item_id, ${incidentId}::uuid) in (${tagged})`);
  }
  if (filter.bots === 'without') parts.push(sql<boolean>`not e.is_bot`);
  if (isFolded(filter)) {
    // A reply is folded only under a parent that comes before it and is itself shown. Otherwise
    // cycles, and replies to a bot, would never be shown.
    parts.push(sql<boolean>`(e.replies_to_key is null or not exists (
      select 1 from evidence parent where parent.stream_id = e.stream_id and parent.key = e.replies_to_key and parent.revision = 1
        and parent.occurred_at >= s.from_at and parent.occurred_at < s.until_at and (parent.occurred_at, parent.item_id) < (e.occurred_at, e.item_id)
        ${filter.knownAt === undefined ? sql`` : sql`and ${isKnownAt('parent', filter.knownAt)}`}
        ${filter.bots === 'without' ? sql`and not parent.is_bot` : sql``}))`);
  }
  const all = { spans, found: null, table: sql`evidence e` };
  const isFound = filter.text ? foundBy(filter.text) : null;
  if (!isFound) return { ...all, conditions: sql<boolean>`${sql.join(parts, sql` and `)}` };
  // A plain condition, not one for the text index: the planner would first collect all matches.
  const walkedBy = sql<boolean>`(${isFound}) is true`;
  if (await isCommon(ctx, streamIds, isFound))
    return { ...all, conditions: sql<boolean>`${sql.join([...parts, walkedBy], sql` and `)}` };
  return {
    spans,
    found: sql`found as materialized (select id, item_id, stream_id, kind, occurred_at, known_at, recorded_at, revision, identity_id, is_bot, replies_to_key from evidence e where ${isFound} and stream_id = any(${streamIds}::uuid[]))`,
    table: sql`found e`,
    conditions: sql<boolean>`${sql.join(parts, sql` and `)}`,
  };
}

/** Whether an item of the span `s` was known at a time; its time is in the clock of its stream. */
export function isKnownAt(item: 'e' | 'parent', at: string): RawBuilder<boolean> {
  const known = sql.ref(`${item}.known_at`);
  const occurred = sql.ref(`${item}.occurred_at`);
  return sql<boolean>`coalesce(${known}, ${occurred} + s.offset_ms * interval '1 millisecond') <= ${at}::timestamptz`;
}

/** Whether a wording was recorded by a time; the first one always counts. */
export function isRecordedBy(at: string): RawBuilder<boolean> {
  return sql<boolean>`(e.revision = 1 or e.recorded_at <= ${at}::timestamptz)`;
}

/** At an earlier time, only the revisions that were recorded by then replace others. */
function recordedBy({ knownAt }: RecordFilter): RawBuilder<unknown> {
  return knownAt === undefined ? sql`` : sql`and recorded_at <= ${knownAt}::timestamptz`;
}

const commonAt = 3_000;

/**
 * Common words are found fastest by walking the record in order, rare ones with the text index. The
 * planner cannot distinguish them.
 */
async function isCommon(
  ctx: Context,
  streamIds: string[],
  isFound: RawBuilder<boolean>,
): Promise<boolean> {
  const result =
    await sql`select 1 from evidence e where ${isFound} and e.stream_id = any(${streamIds}::uuid[]) offset ${sql.lit(commonAt)} limit 1`.execute(
      ctx.db,
    );
  return result.rows.length > 0;
}

/**
 * Scripts without spaces between words, whose letters have no meaning as single words: the word
 * index contains only full sentences, so the text itself is searched.
 */
const isWhole = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether an item `e` contains all words of the query; null if the query has no words. */
function foundBy(text: string): RawBuilder<boolean> | null {
  const all = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const whole = all.filter((word) => isWhole.test(word));
  const terms = splitTerms(
    whole.length === 0 ? text : all.filter((word) => !isWhole.test(word)).join(' '),
  );
  const parts = whole.map(
    (word) => sql<boolean>`strpos(lower(left(e.text, 20000)), ${word.toLowerCase()}) > 0`,
  );
  if (terms.length > 0) parts.unshift(sql<boolean>`e.search @@ ${toTsquery(terms)}::tsquery`);
  return parts.length === 0 ? null : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

/** The spans as a table `s`. */
export function spanTable(spans: Span[]): RawBuilder<unknown> {
  return sql`unnest(${spans.map((span) => span.streamId)}::uuid[], ${spans.map((span) => span.from.toISOString())}::timestamptz[],
    ${spans.map((span) => span.until.toISOString())}::timestamptz[], ${spans.map((span) => span.offsetMs)}::int[]) as s (stream_id, from_at, until_at, offset_ms)`;
}

/**
 * The items next to a place, ordered by distance: revision ids with their corrected times.
 * `inclusive` includes the item at the place.
 */
export async function queryNeighbors(
  ctx: Context,
  hits: Hits,
  place: Place,
  way: { direction: 'on' | 'back'; inclusive: boolean; limit: number },
): Promise<(Place & { id: string })[]> {
  if (hits.spans.length === 0) return [];
  const order = way.direction === 'on' ? sql`asc` : sql`desc`;
  const compare = sql.raw(
    { on: way.inclusive ? '>=' : '>', back: way.inclusive ? '<=' : '<' }[way.direction],
  );
  const shift = sql`s.offset_ms * interval '1 millisecond'`;
  const start = sql`${new Date(place.atMs).toISOString()}::timestamptz`;
  const result = await sql<{ id: string; item_id: string; at: Date }>`
    ${hits.found ? sql`with ${hits.found}` : sql``} select neighbor.id, neighbor.item_id, neighbor.at from ${spanTable(hits.spans)}
    cross join lateral (
      select e.id, e.item_id, e.occurred_at + ${shift} as at from ${hits.table}
      where ${hits.conditions} and (e.occurred_at, e.item_id) ${compare} (${start} - ${shift}, ${place.itemId}::uuid)
      order by e.occurred_at ${order}, e.item_id ${order} limit ${way.limit}
    ) neighbor
    order by neighbor.at ${order}, neighbor.item_id ${order} limit ${way.limit}`.execute(ctx.db);
  return result.rows.map((row) => ({ id: row.id, itemId: row.item_id, atMs: row.at.getTime() }));
}

/**
 * The corrected times of the first and last item of the spans, ignoring the filter; null if there
 * is none.
 */
export async function queryExtent(
  ctx: Context,
  spans: Span[],
): Promise<{ first: Date; last: Date } | null> {
  const edge = (
    order: 'asc' | 'desc',
  ) => sql`(select e.occurred_at from evidence e where e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    order by e.occurred_at ${sql.raw(order)} limit 1) + s.offset_ms * interval '1 millisecond'`;
  const result =
    await sql<Extent>`select min(${edge('asc')}) as first, max(${edge('desc')}) as last from ${spanTable(spans)}`.execute(
      ctx.db,
    );
  return readExtent(result.rows[0]);
}

/** The corrected times of the first and last of these items; null if there is none. */
export async function queryHitsExtent(
  ctx: Context,
  hits: Hits,
): Promise<{ first: Date; last: Date } | null> {
  const at = sql`e.occurred_at + s.offset_ms * interval '1 millisecond'`;
  const result = await sql<Extent>`${hits.found ? sql`with ${hits.found}` : sql``}
    select min(${at}) as first, max(${at}) as last from ${spanTable(hits.spans)} join ${hits.table} on ${hits.conditions}`.execute(
    ctx.db,
  );
  return readExtent(result.rows[0]);
}

interface Extent {
  first: Date | null;
  last: Date | null;
}

function readExtent(row: Extent | undefined): { first: Date; last: Date } | null {
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}
