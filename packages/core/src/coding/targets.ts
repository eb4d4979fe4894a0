import type { TagTargetKind } from '@debrief/contract';
import type { Context } from '../context.ts';
import { loadCurrentTexts, loadIncidentEvidence } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { listActiveIds, loadItemTitles, type ItemDefinition } from '../item/index.ts';
import { eventItem } from '../timeline/index.ts';

const kindsOfItems: Record<Exclude<TagTargetKind, 'evidence'>, ItemDefinition> = {
  event: eventItem,
  finding: findingItem,
};

/**
 * The stored id of each named item of the incident, by the given id: evidence is named by any
 * revision, and stored by its item.
 */
export async function findItems(
  ctx: Context,
  incident: IncidentRow,
  items: readonly { kind: TagTargetKind; id: string }[],
): Promise<Map<string, string>> {
  const listIds = (wanted: TagTargetKind) => [
    ...new Set(items.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))),
  ];
  const found = new Map<string, string>();
  for (const { id, itemId } of await loadIncidentEvidence(ctx, incident.id, listIds('evidence')))
    found.set(id, itemId);
  for (const [kind, item] of Object.entries(kindsOfItems))
    for (const id of await listActiveIds(
      ctx,
      item,
      incident.id,
      listIds(kind === 'event' ? 'event' : 'finding'),
    ))
      found.set(id, id);
  return found;
}

/** What an item of a round says, as it is now. */
interface ShownItem {
  text: string;
  at: string | null;
}

/** Those of these items that are in the incident, by id. */
export async function loadShownItems(
  ctx: Context,
  incident: IncidentRow,
  items: readonly { kind: TagTargetKind; id: string }[],
): Promise<Map<string, ShownItem>> {
  const found = await findItems(ctx, incident, items);
  const listIds = (wanted: TagTargetKind) =>
    items.flatMap(({ kind, id }) => (kind === wanted && found.has(id) ? [id] : []));
  const shown = new Map<string, ShownItem>();
  for (const { itemId, text, at } of await loadCurrentTexts(ctx, incident.id, listIds('evidence')))
    shown.set(itemId, { text, at: at.toISOString() });
  for (const kind of ['event', 'finding'] as const)
    for (const [id, text] of await loadItemTitles(ctx, kindsOfItems[kind], listIds(kind)))
      shown.set(id, { text, at: null });
  return shown;
}
