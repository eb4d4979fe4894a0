import type { Codebook, Tag } from '@debrief/contract';
import { findReplacements, foldTagName } from '@debrief/rules/tag';
import type { TagTarget, UsedTag } from './tag-context.ts';

/** How many of the items have a tag. */
export type TagShare = 'all' | 'some' | 'none';

export interface TagOption {
  /** `new` adds a tag with the typed name. */
  id: string;
  name: string;
  definition: string;
  share: TagShare;
}

const mostOptions = 60;

/** The tags that match what is typed: those of the items first, and last a new one of that name. */
export function listTagOptions(
  { items, can }: Codebook,
  used: readonly UsedTag[],
  targets: readonly TagTarget[],
  typed: string,
): TagOption[] {
  const key = foldTagName(typed);
  const byKey = new Map(items.map((tag) => [tag.id, foldTagName(tag.name)]));
  const matches = ({ id }: Tag) => ` ${byKey.get(id) ?? ''}`.includes(` ${key}`);
  const shares = new Map(used.map((tag) => [tag.tagId, measureShare(tag, targets)]));
  // The name of a merged tag finds the tag that replaces it.
  const replacements = findReplacements(items);
  const found = new Set(items.filter(matches).map((tag) => replacements.get(tag.id)?.id));
  const options = items
    .filter(
      (tag) =>
        found.has(tag.id) &&
        tag.mergedInto === null &&
        (tag.archivedAt === null || (shares.get(tag.id) ?? 'none') !== 'none'),
    )
    .map(({ id, name, definition }): TagOption => {
      return { id, name, definition, share: shares.get(id) ?? 'none' };
    })
    .toSorted((one, other) => Number(one.share === 'none') - Number(other.share === 'none'))
    .slice(0, mostOptions);
  const isKnown = [...byKey.values()].includes(key);
  return key === '' || isKnown || !can.change
    ? options
    : [...options, { id: 'new', name: typed.trim(), definition: '', share: 'none' }];
}

function measureShare(tag: UsedTag, targets: readonly TagTarget[]): TagShare {
  const having = targets.filter(({ kind, id }) => tag[kind].includes(id)).length;
  return having === 0 ? 'none' : having === targets.length ? 'all' : 'some';
}
