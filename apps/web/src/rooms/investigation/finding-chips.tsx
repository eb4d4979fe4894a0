import type { Citation } from '@debrief/contract';
import { CitationChip } from '../../ui/citation-chip.tsx';
import type { FindingPlace } from './finding-place.ts';

export function FindingChips({
  citations,
  place,
}: {
  citations: readonly Citation[];
  place: Pick<FindingPlace, 'incident' | 'numbers' | 'onShowItem'>;
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
