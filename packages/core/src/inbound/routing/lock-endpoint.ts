import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** One transaction at a time reads or adds the deliveries of an endpoint, so that they stay in order. */
export async function lockEndpoint(ctx: Context, endpointId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${endpointId}))`.execute(ctx.db);
}
