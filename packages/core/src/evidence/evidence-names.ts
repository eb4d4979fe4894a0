import { sql } from 'kysely';
import { archivedIncidentIds, incidentIdsHiddenFrom } from '../access/index.ts';
import type { Context } from '../context.ts';

const mostNames = 500;

/**
 * The authors and streams of evidence in visible incidents. A stream can be in several incidents,
 * each with a part of it: who wrote only in the part of a hidden one is not an author here.
 */
export async function listEvidenceNames(
  ctx: Context,
): Promise<{ authors: string[]; streams: string[] }> {
  const included = sql`select incident_stream.*, source.clock_offset_ms * interval '1 millisecond' as clock_offset, stream.name
    from incident_stream join stream on stream.id = incident_stream.stream_id join source on source.id = stream.source_id
    where incident_stream.incident_id not in (${incidentIdsHiddenFrom(ctx)}) and incident_stream.incident_id not in (${archivedIncidentIds(ctx)})`;
  const result = await sql<{ authors: string[]; streams: string[] }>`
    with included as materialized (${included})
    select array(select distinct name from included where name <> '' order by name limit ${mostNames}) as streams,
      array(select distinct person.name from identity join person on person.id = identity.person_id
        cross join lateral (select 1 from evidence e join included on included.stream_id = e.stream_id
          where e.identity_id = identity.id
            and (included.from_at is null or e.occurred_at + included.clock_offset >= included.from_at)
            and (included.until_at is null or e.occurred_at + included.clock_offset < included.until_at) limit 1) written
        where person.name <> '' order by person.name limit ${mostNames}) as authors`.execute(
    ctx.db,
  );
  return result.rows[0] ?? { authors: [], streams: [] };
}
