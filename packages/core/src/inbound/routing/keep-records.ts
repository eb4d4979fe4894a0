import { createHash } from 'node:crypto';
import type { Read, SourceRecord } from '@debrief/readers';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { EndpointRow } from '../rows.ts';

/** A record of a delivery: its number is its place among all records, also those that were rejected. */
export interface NumberedRecord {
  number: number;
  record: SourceRecord;
}

export function numberRecords(reads: readonly Read[]): NumberedRecord[] {
  return reads
    .filter((read) => read.type === 'record' || read.type === 'rejected')
    .flatMap((read, number) => (read.type === 'record' ? [{ number, record: read.record }] : []));
}

/**
 * Notes the records of a delivery, each with the time of its item's first state, in place of what an
 * earlier reading noted and no incident got. The caller has locked the endpoint. Returns their items.
 */
export async function keepRecords(
  ctx: Context,
  endpoint: EndpointRow,
  deliveryId: string,
  records: readonly NumberedRecord[],
): Promise<string[]> {
  const rows = records.map(({ number, record }) => ({
    number,
    item: hashItem(record) ?? `${deliveryId}/${number}`,
    at: record.occurredAt.toISOString(),
  }));
  await sql`
    delete from inbound_record record where record.delivery_id = ${deliveryId}::uuid and not exists (
      select 1 from inbound_routed routed where routed.delivery_id = record.delivery_id and routed.number = record.number)`.execute(
    ctx.db,
  );
  await sql`
    insert into inbound_record (delivery_id, number, endpoint_id, item, at)
    select ${deliveryId}::uuid, row.number, ${endpoint.id}::uuid, row.item, coalesce(
      (select at from inbound_record first where first.endpoint_id = ${endpoint.id} and first.item = row.item order by first.delivery_id, first.number limit 1),
      first_value(row.at) over (partition by row.item order by row.number))
    from unnest(${rows.map(({ number }) => number)}::int[], ${rows.map(({ item }) => item)}::text[], ${rows.map(({ at }) => at)}::timestamptz[]) as row (number, item, at)
    on conflict (delivery_id, number) do nothing`.execute(ctx.db);
  // What an incident has keeps its item.
  const kept = await ctx.db
    .selectFrom('inbound_record')
    .select('item')
    .distinct()
    .where('delivery_id', '=', deliveryId)
    .execute();
  return kept.map(({ item }) => item);
}

/** Null for a record without a key: it is an item. */
function hashItem({ stream, key }: SourceRecord): string | null {
  if (key === null) return null;
  return createHash('sha256')
    .update(JSON.stringify([stream.key, key]))
    .digest('hex');
}
