import { sql } from 'kysely';
import type { Context } from '../context.ts';

const mostAtOnce = 500;

/**
 * Clears deliveries that the endpoints of the organization, or one of them, have kept for as long as
 * they should: one page, with each delivery and each day. What was added to incidents stays. Returns
 * whether there can be more.
 */
export async function clearOldDeliveries(
  ctx: Context,
  endpointId: string | null = null,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update inbound_delivery set body = null where id in (
      select d.id from inbound_endpoint endpoint join inbound_delivery d on d.endpoint_id = endpoint.id
      where endpoint.incident_id is null and ${endpointId === null ? sql`true` : sql`endpoint.id = ${endpointId}`}
        and d.received_at < ${ctx.clock.now()}::timestamptz - endpoint.keep_days * interval '1 day'
        and d.body is not null and d.state <> 'received' limit ${sql.lit(mostAtOnce)})`.execute(
    ctx.db,
  );
  return numAffectedRows >= mostAtOnce;
}
