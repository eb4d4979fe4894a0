import { Tag } from 'lucide-react';
import { Chip } from '../../ui/chip.tsx';
import { useItemTags } from './tag-context.ts';

/** The tags of an item; nothing if it has none. */
export function TagChips({ id }: { id: string }) {
  const tags = useItemTags().byItem.get(id);
  if (!tags) return null;
  return tags.map((tag) => (
    <Chip key={tag.tagId} icon={<Tag size={11} aria-label="Tag:" />} title={tag.definition}>
      <span className="max-w-48 truncate">{tag.name}</span>
    </Chip>
  ));
}
