import type { FindingType } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { findingKeys, findingLooks } from '../../../ui/finding-shape.tsx';
import { selectedQuote } from './quote-selection.ts';

interface SelectionBarProps {
  count: number;
  onAddToTimeline: () => void;
  onFinding: (type: FindingType) => void;
  onCite: () => void;
  onTag: () => void;
  onClear: () => void;
}

const types = ['hypothesis', 'decision', 'question', 'factor'] as const;

/** Actions for the selected items, or for the selected text of one item. */
export function SelectionBar({
  count,
  onAddToTimeline,
  onFinding,
  onCite,
  onTag,
  onClear,
}: SelectionBarProps) {
  const hasQuote = useHasQuote();
  if (count === 0 && !hasQuote) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      // A click on a button would clear the selected text before it is read.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      className="bottom-bar absolute inset-x-2 bottom-2 z-20 mx-auto flex w-fit flex-wrap items-center justify-center gap-1 rounded-lg border border-line bg-sheet p-1.5 shadow-float"
    >
      <p role="status" className="tabular px-1 text-sm font-semibold">
        {hasQuote ? 'Selected text' : countText(count, 'item')}
      </p>
      <Button small look="primary" keys="e" onClick={onAddToTimeline}>
        Add to timeline
      </Button>
      {types.map((type) => (
        <Button
          key={type}
          small
          look="quiet"
          keys={findingKeys[type]}
          onClick={() => onFinding(type)}
        >
          {findingLooks[type].label}
        </Button>
      ))}
      <Button small look="quiet" keys="c" onClick={onCite}>
        Cite
      </Button>
      <Button small look="quiet" keys="t" onClick={onTag}>
        Tag
      </Button>
      <IconButton
        small
        label="Clear selection"
        icon={<X size={14} aria-hidden="true" />}
        onClick={() => (getSelection()?.removeAllRanges(), onClear())}
      />
    </div>
  );
}

/** Whether text of an item is selected. */
function useHasQuote(): boolean {
  const [hasQuote, setHasQuote] = useState(false);
  useEffect(() => {
    const look = () => setHasQuote(selectedQuote() !== null);
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  return hasQuote;
}
