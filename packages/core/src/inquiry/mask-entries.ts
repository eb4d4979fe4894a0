import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { maskedRows, type MaskProse } from '../evidence/index.ts';

/** Masks words in the entries of these incidents, removed ones too; returns how many hold them. Without `isKept` nothing changes. */
export async function maskEntries(
  ctx: Context,
  incidentIds: readonly string[],
  mask: MaskProse,
  isKept = true,
): Promise<number> {
  const rows = await ctx.db
    .selectFrom('entry')
    .select(['id', 'statement', 'content'])
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('id')
    .execute();
  const changed = maskedRows(rows, mask);
  if (isKept)
    for (const { id, statement, content } of changed)
      await ctx.db
        .updateTable('entry')
        .set({ statement, content: jsonb(content) })
        .where('id', '=', id)
        .execute();
  return changed.length;
}
