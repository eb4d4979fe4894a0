import type { ItemKind, UndoPreview } from '@debrief/contract';
import { sql } from 'kysely';
import { commentItem } from './comment/index.ts';
import type { Context } from './context.ts';
import { followUpItem } from './follow-up/index.ts';
import { incidentsByIds } from './incident/index.ts';
import { findingItem } from './investigation/index.ts';
import { proseNames, type ItemDefinition } from './item/index.ts';
import { meetingItem } from './meeting/index.ts';
import { reviewItem } from './review/index.ts';
import { runItem } from './runbook/index.ts';
import { safeguardItem } from './safeguard/index.ts';
import { eventItem } from './timeline/index.ts';

/** Every kind of item. Bundles, redaction and search loop over it. */
export const itemsByKind: Record<ItemKind, ItemDefinition> = {
  event: eventItem,
  finding: findingItem,
  'follow-up': followUpItem,
  comment: commentItem,
  review: reviewItem,
  meeting: meetingItem,
  safeguard: safeguardItem,
  'runbook-run': runItem,
};

export const allItems: readonly ItemDefinition[] = Object.values(itemsByKind);

/**
 * The fields that contain text by people: in states, in views of items, and in copies in published
 * versions.
 */
export const proseOfItems: ReadonlySet<string> = new Set([
  ...allItems.flatMap(proseNames),
  'label',
]);

/** Citing items with their titles, for a preview. The caller has checked that they are visible. */
export async function nameClaims(
  ctx: Context,
  claims: readonly { kind: ItemKind; id: string; incidentId: string }[],
): Promise<UndoPreview['citedBy']> {
  const incidents = await incidentsByIds(
    ctx,
    claims.map((claim) => claim.incidentId),
  );
  const titles = new Map<string, string>();
  for (const kind of new Set(claims.map((claim) => claim.kind))) {
    const ids = claims.filter((claim) => claim.kind === kind).map((claim) => claim.id);
    const found = await sql<{ id: string; title: string }>`
      select id, title from (${itemsByKind[kind].searchable}) item where id = any(${ids}::uuid[])`.execute(
      ctx.db,
    );
    for (const row of found.rows) titles.set(row.id, row.title);
  }
  return claims.map(({ kind, id, incidentId }) => ({
    kind,
    id,
    incident: `INC-${incidents.get(incidentId)?.number ?? ''}`,
    title: titles.get(id) ?? '',
  }));
}
