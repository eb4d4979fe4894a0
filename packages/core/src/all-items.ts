import type { ItemKind } from '@debrief/contract';
import { commentItem } from './comment/index.ts';
import { followUpItem } from './follow-up/index.ts';
import { findingItem } from './investigation/index.ts';
import { proseNames, type ItemDefinition } from './item/index.ts';
import { eventItem } from './timeline/index.ts';

/** Every kind of item. Bundles, redaction and search loop over it. */
export const itemsByKind: Record<ItemKind, ItemDefinition> = {
  event: eventItem,
  finding: findingItem,
  'follow-up': followUpItem,
  comment: commentItem,
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
