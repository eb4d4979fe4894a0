import { maskCharacter, type Precision } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { redactedKind } from './redaction/rows.ts';

export interface LineAround {
  citedId: string;
  isBefore: boolean;
  at: Date;
  precision: Precision;
  authorName: string | null;
  text: string;
}

/**
 * The lines before and after cited revisions in their streams, in order, without those that are
 * deleted, redacted, outside the incident's sources, or of a private incident. For people who can't
 * see the incident: what is left out here is left out in silence.
 */
export async function listLinesAround(
  ctx: Context,
  incidentId: string,
  evidenceIds: readonly string[],
  count: number,
): Promise<LineAround[]> {
  if (evidenceIds.length === 0) return [];
  const side = (isBefore: boolean) => {
    const order = sql.raw(isBefore ? 'desc' : 'asc');
    return sql`(select e.occurred_at, e.item_id, e.precision, e.identity_id, e.text, ${sql.lit(isBefore)} as is_before
      from evidence e where e.stream_id = cited.stream_id
        and (e.occurred_at, e.item_id) ${sql.raw(isBefore ? '<' : '>')} (cited.occurred_at, cited.item_id)
        and e.change <> 'deleted' and e.text <> '' and strpos(e.text, ${maskCharacter}) = 0 and ${redactedKind} is null
        and not exists (select 1 from evidence newer where newer.revises = e.id)
        and (part.from_at is null or e.occurred_at + shift.by >= part.from_at)
        and (part.until_at is null or e.occurred_at + shift.by < part.until_at)
      order by e.occurred_at ${order}, e.item_id ${order} limit ${sql.lit(count)})`;
  };
  const { rows } = await sql<{
    citedId: string;
    is_before: boolean;
    at: Date;
    precision: Precision;
    authorName: string | null;
    text: string;
  }>`
    select cited.id as "citedId", near.is_before, near.occurred_at + shift.by as at, near.precision, near.text,
      (select person.name from identity join person on person.id = identity.person_id where identity.id = near.identity_id) as "authorName"
    from evidence cited
    join stream on stream.id = cited.stream_id
    join source on source.id = stream.source_id and source.compartment is null
    join incident_stream part on part.stream_id = cited.stream_id and part.incident_id = ${incidentId}
    cross join lateral (select source.clock_offset_ms * interval '1 millisecond' as by) shift
    cross join lateral (${side(true)} union all ${side(false)}) near
    where cited.id = any(${[...new Set(evidenceIds)]}::uuid[])
    order by near.occurred_at, near.item_id`.execute(ctx.db);
  return rows.map(({ is_before: isBefore, ...line }) => ({ ...line, isBefore }));
}

/** The people who wrote these revisions, by revision. */
export async function listWriters(
  ctx: Context,
  evidenceIds: readonly string[],
): Promise<Map<string, string>> {
  if (evidenceIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; personId: string }>`
    select e.id, identity.person_id as "personId" from evidence e join identity on identity.id = e.identity_id
    where e.id = any(${[...new Set(evidenceIds)]}::uuid[])`.execute(ctx.db);
  return new Map(rows.map(({ id, personId }) => [id, personId]));
}
