import type { Citation } from '@debrief/contract';
import { CitationChip } from '../../ui/citation-chip.tsx';
import type { EntryPlace } from './entry-place.ts';

/** The numbered chips of what a claim cites. */
export function EntryChips({
  citations,
  place,
}: {
  citations: readonly Citation[];
  place: Pick<EntryPlace, 'incident' | 'numbers' | 'onShowItem'>;
}) {
  return citations.map((citation) => (
    <span key={citation.id} className="mr-0.5">
      <CitationChip
        number={place.numbers.get(citation.itemId) ?? 0}
        citation={citation}
        incident={place.incident.ref}
        onFollow={place.onShowItem}
      />
    </span>
  ));
}
