import type { Context } from '../context.ts';

/** What comments of these incidents are about, by id; removed comments can come back. */
export async function commentedIds(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<string[]> {
  if (incidentIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('comment')
    .select('target_id')
    .distinct()
    .where('incident_id', 'in', [...incidentIds])
    .execute();
  return rows.map((row) => row.target_id);
}
