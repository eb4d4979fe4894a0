import { numberText, countText } from '@debrief/rules/numbers';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface Run {
  importId: string;
  incidentId: string;
}

/**
 * What to check after an import: its items can be in another import of the incident, too, because
 * of a copied file or another way to read the same one. Null if less than half of them are.
 */
export async function describeCopiedItems(ctx: Context, run: Run): Promise<string | null> {
  return (await describeEqualItems(ctx, run)) ?? (await describeOtherReading(ctx, run));
}

/**
 * A longer copy of a file under another name (`alerts (1).csv`) becomes a source of its own. Equal
 * items of one file count once.
 */
async function describeEqualItems(
  ctx: Context,
  { importId, incidentId }: Run,
): Promise<string | null> {
  const { rows } = await sql<{ name: string; shared: number; total: number }>`
    with mine as (select distinct content_hash from evidence where import_id = ${importId}),
      others as (select distinct import_id, content_hash from evidence
        where content_hash in (select content_hash from mine) and import_id in
        (select id from import where incident_id = ${incidentId} and id <> ${importId} and state <> 'undone'))
    select import.name, count(*)::int as shared, (select count(*)::int from mine) as total
    from mine join others using (content_hash) join import on import.id = others.import_id
    group by import.id, import.name order by shared desc, import.id limit 1`.execute(ctx.db);
  const [most] = rows;
  if (most === undefined || most.shared * 2 < most.total) return null;
  return `${numberText(most.shared)} of ${countText(most.total, 'different item')} ${most.shared === 1 ? 'is' : 'are'} also in “${most.name}”. If this is the same source, undo this import.`;
}

/** Enough to recognize a file; comparing all of a long one would stall the embedded database. */
const compared = 1_000;

/** The same file, read with another mapping or time zone: the first items are still there. */
async function describeOtherReading(
  ctx: Context,
  { importId, incidentId }: Run,
): Promise<string | null> {
  const { rows } = await sql<{ name: string; shared: number; moved: number; total: number }>`
    with same as (select other.id, other.name from import other join import this on this.id = ${importId}
        where other.incident_id = ${incidentId} and other.id < this.id and other.state <> 'undone'
          and (other.content_hash = this.content_hash or other.name = this.name)),
      mine as (select item_id, md5(payload) as payload, occurred_at from evidence
        where import_id = ${importId} and exists (select from same) order by item_id limit ${compared}),
      others as (select distinct on (same.id, md5(payload)) same.id as import_id, item_id, md5(payload) as payload, occurred_at
        from same, lateral (select item_id, payload, occurred_at from evidence
          where import_id = same.id order by item_id limit ${2 * compared}) as first_items
        order by same.id, md5(payload), occurred_at)
    select same.name, count(*)::int as shared,
      (count(*) filter (where others.occurred_at <> mine.occurred_at))::int as moved,
      (select count(*)::int from mine) as total
    from mine join others on others.payload = mine.payload and others.item_id <> mine.item_id
      join same on same.id = others.import_id
    group by same.id, same.name order by shared desc, same.id desc limit 1`.execute(ctx.db);
  const [most] = rows;
  if (most === undefined || most.shared * 2 < most.total) return null;
  const isMoved = most.moved * 2 >= most.shared;
  const which = most.total === compared ? 'the first ' : '';
  const count = isMoved ? most.moved : most.shared;
  const share = `${numberText(count)} of ${which}${countText(most.total, 'item')} ${count === 1 ? 'is' : 'are'}`;
  return isMoved
    ? `${share} also in an earlier import of “${most.name}”, at other times. If those times were wrong, undo that import.`
    : `${share} also in an earlier import of “${most.name}”, read differently. If that was wrong, undo that import.`;
}
