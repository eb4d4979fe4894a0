import { tagTargetKinds, type Codebook, type IncidentTags } from '@debrief/contract';
import type { UsedTag } from './tag-context.ts';

/** The tags in use by name. */
export function nameTags(
  { items }: Pick<IncidentTags, 'items'>,
  codebook: Pick<Codebook, 'items'>,
): UsedTag[] {
  const tags = new Map(codebook.items.map((tag) => [tag.id, tag]));
  return items
    .flatMap((one): UsedTag[] => {
      const tag = tags.get(one.tagId);
      return tag ? [{ ...one, name: tag.name, definition: tag.definition }] : [];
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The tags of each item, by its id. */
export function groupByItem(used: readonly UsedTag[]): Map<string, UsedTag[]> {
  const found = new Map<string, UsedTag[]>();
  for (const tag of used)
    for (const kind of tagTargetKinds)
      for (const id of tag[kind]) found.set(id, [...(found.get(id) ?? []), tag]);
  return found;
}

/** The items with one of these tags; null for no filter. */
export function findTagged(
  used: readonly UsedTag[],
  tagIds: string | undefined,
): ReadonlySet<string> | null {
  if (tagIds === undefined) return null;
  const wanted = new Set(tagIds.split(','));
  return new Set(
    used.flatMap((tag) =>
      wanted.has(tag.tagId) ? tagTargetKinds.flatMap((kind) => tag[kind]) : [],
    ),
  );
}
