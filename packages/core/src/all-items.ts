import type { ItemKind } from '@debrief/contract';
import { followUpItem } from './follow-up/index.ts';
import { findingItem } from './investigation/index.ts';
import { proseNames, type ItemDefinition } from './item/index.ts';
import { eventItem } from './timeline/index.ts';

/** Every kind of item. The bundle, redaction and search loop over it. */
export const itemsByKind: Record<ItemKind, ItemDefinition> = {
  event: eventItem,
  finding: findingItem,
  'follow-up': followUpItem,
};

export const allItems: readonly ItemDefinition[] = Object.values(itemsByKind);

/** The fields that contain what people wrote, in states, in views of items and in what versions copied of them. */
export const proseOfItems: ReadonlySet<string> = new Set([
  ...allItems.flatMap(proseNames),
  'label',
]);
