import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { addLinks } from './chain/links.ts';
import type { SeenKeys } from './seen-keys.ts';

interface Head {
  id: string;
  key: string;
  occurred_at: Date;
}

const pageSize = 5_000;

/** Where a file is complete. `thread` as in a reader's `covered`. */
interface Covered {
  streamId: string;
  from: Date;
  until: Date;
  thread?: string | null;
  seen: SeenKeys;
}

/**
 * Marks known items of a stream as deleted if they are between two times and missing in a file that
 * is complete for that range. A second pass marks nothing. `count` adds the tombstones of each
 * batch to the summary, in its transaction.
 */
export async function markVanished(
  ctx: Context,
  importId: string,
  covered: Covered,
  count: (ctx: Context, tombstones: number) => Promise<void>,
): Promise<void> {
  let after: { at: Date; id: string } = {
    at: covered.from,
    id: '00000000-0000-0000-0000-000000000000',
  };
  for (;;) {
    const heads = await headsAfter(ctx, covered, after);
    const last = heads.at(-1);
    if (!last) return;
    const vanished = heads.filter((head) => !covered.seen.has(head.key)).map((head) => head.id);
    if (vanished.length > 0)
      await inTransaction(ctx, async (ctx) =>
        count(ctx, await insertTombstones(ctx, importId, vanished)),
      );
    if (heads.length < pageSize) return;
    after = { at: last.occurred_at, id: last.id };
  }
}

async function headsAfter(
  ctx: Context,
  { streamId, until, thread }: Covered,
  after: { at: Date; id: string },
): Promise<Head[]> {
  const isInThread =
    thread === undefined ? sql`true` : sql`e.replies_to_key is not distinct from ${thread}::text`;
  const result = await sql<Head>`
    select e.id, e.key, e.occurred_at from evidence e
    where e.stream_id = ${streamId} and e.occurred_at <= ${until.toISOString()}::timestamptz
      and (e.occurred_at, e.id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)
      and ${isInThread} and e.change <> 'deleted' and not is_removed(e.item_id) and not exists (select 1 from evidence newer where newer.revises = e.id)
    order by e.occurred_at, e.id limit ${sql.lit(pageSize)}`.execute(ctx.db);
  return result.rows;
}

/**
 * A tombstone repeats everything of its item except the text, so that it keeps its place; earlier
 * revisions keep the text.
 */
async function insertTombstones(ctx: Context, importId: string, heads: string[]): Promise<number> {
  const result = await sql<{ id: string }>`
    insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, known_at, recorded_at, precision, zone_offset,
      identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash)
    select fresh.id, e.item_id, e.stream_id, ${importId}::uuid, e.key, e.revision + 1, e.id, 'deleted', e.kind, e.occurred_at, e.until_at, e.known_at,
      ${ctx.clock.now().toISOString()}::timestamptz, e.precision, e.zone_offset, e.identity_id, e.is_bot, '', e.replies_to_key, e.details, e.marks, '', 'utf8', 'vanished'
    from unnest(${heads.map(() => ctx.ids.next())}::uuid[], ${heads}::uuid[]) as fresh (id, head)
    join evidence e on e.id = fresh.head
    on conflict do nothing returning id`.execute(ctx.db);
  const ids = result.rows.map((row) => row.id);
  await addLinks(ctx, 'stored', ids);
  return ids.length;
}
