import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { incidentIdsHiddenFrom } from '../access/index.ts';

/** How many incidents an account declared and milestones it set, by visible incident. */
export async function incidentsAuthoredBy(
  ctx: Context,
  accountId: string,
): Promise<Map<string, { isDeclarer: boolean; milestones: number }>> {
  const result = await sql<{ incident_id: string; is_declarer: boolean; milestones: number }>`
    select incident_id, bool_or(is_declarer) as is_declarer, count(*) filter (where not is_declarer)::int as milestones from (
      select id as incident_id, true as is_declarer from incident where created_by ->> 'id' = ${accountId}
      union all
      select incident_id, false from milestone where set_by ->> 'id' = ${accountId}
    ) made where incident_id not in (${incidentIdsHiddenFrom(ctx)}) group by incident_id`.execute(
    ctx.db,
  );
  return new Map(
    result.rows.map((row) => [
      row.incident_id,
      { isDeclarer: row.is_declarer, milestones: row.milestones },
    ]),
  );
}
