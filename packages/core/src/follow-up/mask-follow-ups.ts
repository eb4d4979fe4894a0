import type { Context } from '../context.ts';
import { maskedRows, type MaskProse } from '../evidence/index.ts';

/** Masks words in the follow-ups of these incidents, removed ones too; returns how many hold them. Without `isKept` nothing changes. */
export async function maskFollowUps(
  ctx: Context,
  incidentIds: readonly string[],
  mask: MaskProse,
  isKept = true,
): Promise<number> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select([
      'id',
      'text',
      'end_state as endState',
      'verification',
      'decline_reason as declineReason',
    ])
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('id')
    .execute();
  const changed = maskedRows(rows, mask);
  if (isKept)
    for (const { id, text, endState, verification, declineReason } of changed)
      await ctx.db
        .updateTable('follow_up')
        .set({ text, end_state: endState, verification, decline_reason: declineReason })
        .where('id', '=', id)
        .execute();
  return changed.length;
}
