import { kindsWhere } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

const upkeep = kindsWhere(({ isUpkeep }) => isUpkeep === true);

/**
 * In how many clock hours someone (an account, its key, or the operator) worked on an incident:
 * imports and settings are not counted. The caller has checked that the actor can see the incident.
 */
export async function hoursWorkedOn(ctx: Context, incidentId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(distinct date_trunc('hour', at))::int as count from activity
    where incident_id = ${incidentId} and actor ->> 'type' in ('account', 'key', 'operator')
      and kind <> all(${upkeep})`.execute(ctx.db);
  return result.rows[0]?.count ?? 0;
}
