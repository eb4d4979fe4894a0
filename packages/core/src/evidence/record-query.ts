import type { RecordFilter } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { identityIdsOfPersons } from '../people/index.ts';
import type { Place } from './cursor.ts';
import type { ScopedStream } from './scope.ts';

const always = { from: new Date('0001-01-01T00:00:00Z'), until: new Date('9999-12-31T00:00:00Z') };

/** One stream of the scope with the window that scope and filter leave of it, in the stream's own clock. */
export interface Span {
  streamId: string;
  offsetMs: number;
  from: Date;
  until: Date;
}

/** Windows of scope and filter together; streams that the filter leaves out are gone. */
export function spansOf(scope: ScopedStream[], filter: RecordFilter): Span[] {
  const wanted = filter.stream && new Set(filter.stream);
  return scope
    .filter((stream) => !wanted || wanted.has(stream.streamId))
    .map((stream) => {
      const raw = (time: string | undefined) => (time ? new Date(Date.parse(time) - stream.clockOffsetMs) : null);
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

/** Whether replies hide under what they reply to: not where somebody looks for words or for a person, or a kind. */
export function isFolded(filter: RecordFilter): boolean {
  return filter.threads !== 'flat' && !filter.text && !filter.author && !filter.kind;
}

/** The conditions of the filter on an item `e` of the span `s`, windows included. */
export async function conditionsOf(ctx: Context, filter: RecordFilter): Promise<RawBuilder<boolean>> {
  const parts: RawBuilder<boolean>[] = [
    sql<boolean>`e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at`,
    sql<boolean>`not exists (select 1 from evidence newer where newer.revises = e.id)`,
  ];
  if (filter.kind) parts.push(filter.kind.length === 1 ? sql<boolean>`e.kind = ${filter.kind[0]}` : sql<boolean>`e.kind = any(${filter.kind}::text[])`);
  if (filter.author) parts.push(sql<boolean>`e.identity_id = any(${await identityIdsOfPersons(ctx, filter.author)}::uuid[])`);
  if (filter.bots === 'without') parts.push(sql<boolean>`not e.is_bot`);
  const words = filter.text && wordsOf(filter.text);
  if (words) parts.push(sql<boolean>`e.search @@ ${words}::tsquery`);
  if (isFolded(filter)) {
    parts.push(sql<boolean>`(e.replies_to_key is null or not exists (
      select 1 from evidence parent where parent.stream_id = e.stream_id and parent.key = e.replies_to_key and parent.revision = 1
        and parent.occurred_at >= s.from_at and parent.occurred_at < s.until_at))`);
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** All words of the text in any order, the last one possibly unfinished; null where it has none. */
export function wordsOf(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ');
}

/** The spans as a table `s`. */
export function spanTable(spans: Span[]): RawBuilder<unknown> {
  return sql`unnest(${spans.map((span) => span.streamId)}::uuid[], ${spans.map((span) => span.from.toISOString())}::timestamptz[],
    ${spans.map((span) => span.until.toISOString())}::timestamptz[], ${spans.map((span) => span.offsetMs)}::int[]) as s (stream_id, from_at, until_at, offset_ms)`;
}

/** The items next to a place, in order away from it: revision ids, with their corrected times. `inclusive` takes the item of the place too. */
export async function itemsBeside(
  ctx: Context,
  spans: Span[],
  conditions: RawBuilder<boolean>,
  place: Place,
  way: { direction: 'on' | 'back'; inclusive: boolean; limit: number },
): Promise<(Place & { id: string })[]> {
  if (spans.length === 0) return [];
  const order = way.direction === 'on' ? sql`asc` : sql`desc`;
  const compare = sql.raw({ on: way.inclusive ? '>=' : '>', back: way.inclusive ? '<=' : '<' }[way.direction]);
  const shift = sql`s.offset_ms * interval '1 millisecond'`;
  const start = sql`${new Date(place.atMs).toISOString()}::timestamptz`;
  const result = await sql<{ id: string; item_id: string; at: Date }>`
    select found.id, found.item_id, found.at from ${spanTable(spans)}
    cross join lateral (
      select e.id, e.item_id, e.occurred_at + ${shift} as at from evidence e
      where ${conditions} and (e.occurred_at, e.item_id) ${compare} (${start} - ${shift}, ${place.itemId}::uuid)
      order by e.occurred_at ${order}, e.item_id ${order} limit ${way.limit}
    ) found
    order by found.at ${order}, found.item_id ${order} limit ${way.limit}`.execute(ctx.db);
  return result.rows.map((row) => ({ id: row.id, itemId: row.item_id, atMs: row.at.getTime() }));
}
