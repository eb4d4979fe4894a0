import type { Context } from '../context.ts';
import { maskedRows, type MaskProse } from '../evidence/index.ts';

/** Masks words in the events of these incidents, removed ones too; returns how many hold them. Without `isKept` nothing changes. */
export async function maskEvents(
  ctx: Context,
  incidentIds: readonly string[],
  mask: MaskProse,
  isKept = true,
): Promise<number> {
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select(['id', 'title', 'text'])
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('id')
    .execute();
  const changed = maskedRows(rows, mask);
  if (isKept)
    for (const { id, title, text } of changed)
      await ctx.db
        .updateTable('timeline_event')
        .set({ title, text })
        .where('id', '=', id)
        .execute();
  return changed.length;
}
