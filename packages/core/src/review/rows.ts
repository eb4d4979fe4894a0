import type { KeptReview } from '@debrief/rules/review';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadItem } from '../item/index.ts';
import { reviewItem } from './item.ts';

/** The review of a visible incident, also a removed one; null if there never was one. */
export async function findReview(ctx: Context, incidentId: string): Promise<KeptReview | null> {
  const row = await ctx.db
    .selectFrom('review')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .executeTakeFirst();
  return row ? (await loadItem(ctx, reviewItem, row.id)).state : null;
}

/** Who accepted to investigate which visible incident. */
export async function listAccepted(
  ctx: Context,
): Promise<{ accountId: string; incidentId: string }[]> {
  const rows = await ctx.db
    .selectFrom('review')
    .select(['incident_id', 'investigators'])
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('depth', '<>', 'none')
    .execute();
  return rows.flatMap((row) =>
    row.investigators.flatMap(({ accountId, state }) =>
      state === 'accepted' ? [{ accountId, incidentId: row.incident_id }] : [],
    ),
  );
}

/** The reviews of these incidents, which the actor can see; removed ones are left out. */
export async function reviewsByIncident(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Map<string, Pick<KeptReview, 'depth' | 'requests'>>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('review')
    .select(['incident_id', 'depth', 'requests'])
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIds)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .execute();
  return new Map(rows.map(({ incident_id: id, depth, requests }) => [id, { depth, requests }]));
}
