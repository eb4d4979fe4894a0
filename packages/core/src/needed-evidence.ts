import { idsInHistory } from './activity/index.ts';
import { commentedIds } from './comment/index.ts';
import type { Context } from './context.ts';
import { idsInReports } from './report/index.ts';
import { taggedIds } from './tag/index.ts';

/**
 * Evidence that something needs although no citation says so: what an undoable change would cite
 * again, and what reports, comments and tags of these incidents name.
 */
export async function listNamedIds(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<readonly string[]> {
  return [
    ...new Set([
      ...(await idsInHistory(ctx)),
      ...(await idsInReports(ctx, incidentIds)),
      ...(await commentedIds(ctx, incidentIds)),
      ...(await taggedIds(ctx, incidentIds)),
    ]),
  ];
}
