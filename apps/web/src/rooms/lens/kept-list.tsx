import { countText } from '@debrief/rules/numbers';
import { NoteList, type WordingNote } from './note-list.tsx';

interface KeptListProps {
  notes: readonly WordingNote[];
  onAskAgain?: ((id: string) => void) | undefined;
}

/** Notes that someone kept as they are, folded. */
export function KeptList({ notes, onAskAgain }: KeptListProps) {
  if (notes.length === 0) return null;
  return (
    <details className="mt-2 text-xs text-ink-soft">
      <summary className="cursor-pointer py-1">
        {countText(notes.length, 'question')} kept as is
      </summary>
      <NoteList notes={notes} onAskAgain={onAskAgain} />
    </details>
  );
}
