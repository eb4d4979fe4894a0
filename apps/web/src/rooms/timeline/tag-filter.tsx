import { FilterChip } from '../../ui/filter-chip.tsx';
import { useItemTags } from '../tag/item-tags.ts';
import { useDesk } from './desk.ts';

/** Filters the timeline and the record. Loaded if items have tags. */
export function TagFilter() {
  const { search, setSearch } = useDesk();
  const { used } = useItemTags();
  const selected = search.tag ?? '';
  const isListed = selected === '' || used.some((tag) => tag.tagId === selected);
  return (
    <p className="px-3 pt-2 pb-1">
      <FilterChip
        label="Tag"
        value={selected}
        choices={[
          { value: '', label: 'All' },
          ...used.map((tag) => ({ value: tag.tagId, label: tag.name })),
          ...(isListed ? [] : [{ value: selected, label: 'Selected tags' }]),
        ]}
        onChoose={(tag) => setSearch({ tag: tag === '' ? undefined : tag })}
      />
    </p>
  );
}
