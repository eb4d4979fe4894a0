import type { Context } from '../context.ts';

/** The ids of what comments in these incidents are about; removed comments can be restored. */
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
