import type { EvidenceKind, Precision } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, spanTable } from './record-query.ts';

/** A revision with what a check compares. Times are corrected by clock offsets. */
export interface WalkedItem {
  id: string;
  itemId: string;
  kind: EvidenceKind;
  at: Date;
  until: Date | null;
  precision: Precision;
  text: string;
  /** Title, fields and commit as JSON. */
  facts: string;
  identityId: string | null;
  streamName: string;
}

const pageSize = 5_000;
/** Longer texts are compared up to here. */
const longestText = 100_000;

/**
 * Every revision in the sources of an incident, page by page, older wordings included. Deleted items
 * have the wording before. The caller has checked that the actor can see the incident.
 */
export async function* walkRecord(ctx: Context, incidentId: string): AsyncGenerator<WalkedItem[]> {
  for (const span of buildSpans(await listIncludedStreams(ctx, incidentId), {})) {
    let after: { at: string; id: string } | null = null;
    for (;;) {
      const isAfter: ReturnType<typeof sql> = after
        ? sql`(e.occurred_at, e.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql`true`;
      const { rows } = await sql<WalkedItem & { raw_at: string }>`
        select e.id, e.item_id as "itemId", e.kind, e.occurred_at::text as raw_at,
          e.occurred_at + s.offset_ms * interval '1 millisecond' as at, e.until_at + s.offset_ms * interval '1 millisecond' as until,
          e.precision, left(e.text, ${sql.lit(longestText)}) as text, e.identity_id as "identityId",
          concat_ws(' ', e.details ->> 'title', (e.details -> 'fields')::text, (e.details -> 'commit')::text) as facts, stream.name as "streamName"
        from ${spanTable([span])} join evidence e on e.stream_id = s.stream_id join stream on stream.id = e.stream_id
        where e.occurred_at >= s.from_at and e.occurred_at < s.until_at and e.change <> 'deleted' and ${isAfter}
        order by e.occurred_at, e.id limit ${sql.lit(pageSize)}`.execute(ctx.db);
      const last = rows.at(-1);
      if (last === undefined) break;
      yield rows;
      if (rows.length < pageSize) break;
      after = { at: last.raw_at, id: last.id };
    }
  }
}
