import type { Citation } from '@debrief/contract';
import { Kbd } from '../../ui/kbd.tsx';
import { toCitation, uniqueCitations } from '../evidence/cite/index.ts';
import { EditorCitations, EvidencePicker } from '../evidence/cite-editor/index.ts';
import type { FindingPlace } from './finding-place.ts';
import { useCitationTarget } from './use-citation-target.ts';

interface CitationFieldProps {
  place: FindingPlace;
  citations: readonly Citation[];
  onChange: (citations: Citation[]) => void;
  label?: string;
  empty: string;
}

export function CitationField({
  place,
  citations,
  onChange,
  label = 'Evidence',
  empty,
}: CitationFieldProps) {
  useCitationTarget(place, citations, onChange);
  return (
    <div className="flex flex-col gap-1">
      <EditorCitations
        citations={citations}
        onChange={onChange}
        onShow={place.onShowItem}
        empty={empty}
        label={label}
        hint={
          place.citeInto && (
            <>
              or press <Kbd keys="c" /> on an item of the record
            </>
          )
        }
      />
      <EvidencePicker
        incident={place.incident.ref}
        cited={new Set(citations.map((citation) => citation.itemId))}
        onPick={(item) =>
          onChange(
            uniqueCitations([...citations, toCitation(item, null, () => crypto.randomUUID())]),
          )
        }
      />
    </div>
  );
}
