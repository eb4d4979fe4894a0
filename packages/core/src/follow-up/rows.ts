import { sql } from 'kysely';
import { incidentIdsHiddenFrom } from '../access/index.ts';
import type { Context } from '../context.ts';

/** How many follow-ups this account owns, by visible incident. */
export async function followUpsOwnedBy(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('removed_at', 'is', null)
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`owner ->> 'type' = 'account' and owner ->> 'accountId' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}
