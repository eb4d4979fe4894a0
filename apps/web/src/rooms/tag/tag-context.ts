import type { IncidentTags, Tag, TagTargetKind } from '@debrief/contract';
import { createContext, useContext } from 'react';

/** An item that can have tags: evidence by its item. */
export interface TagTarget {
  kind: TagTargetKind;
  id: string;
}

export interface ItemTags {
  /** The tags in use in the incident by name, with their items. Empty while a mask is shown. */
  used: readonly UsedTag[];
  /** The tags of an item, by its id. */
  byItem: ReadonlyMap<string, readonly UsedTag[]>;
  canChange: boolean;
  /** Opens the dialog for these items. */
  open: (targets: readonly TagTarget[]) => void;
}

export type UsedTag = IncidentTags['items'][number] & Pick<Tag, 'name' | 'definition'>;

export const ItemTagsContext = createContext<ItemTags>({
  used: [],
  byItem: new Map(),
  canChange: false,
  open: () => undefined,
});

export function useItemTags(): ItemTags {
  return useContext(ItemTagsContext);
}
