import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** In how many hours of the clock somebody (an account, its key, or the operator) did something on an incident. The caller has made sure that the actor sees the incident. */
export async function hoursWorkedOn(ctx: Context, incidentId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(distinct date_trunc('hour', at))::int as count from activity
    where incident_id = ${incidentId} and actor ->> 'type' in ('account', 'key', 'operator')`.execute(
    ctx.db,
  );
  return result.rows[0]?.count ?? 0;
}
