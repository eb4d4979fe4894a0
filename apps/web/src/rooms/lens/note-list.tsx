import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';

/** A question about wording: of the language lens, or about a follow-up. */
export interface WordingNote {
  id: string;
  quoted: string | null;
  question: string;
  name: string;
  source: string;
  precision: { right: number; of: number } | null;
}

interface NoteListProps {
  notes: readonly WordingNote[];
  /** The note that the reader opened in the text. */
  openId?: string | null;
  onKeep?: ((id: string) => void) | undefined;
  onAskAgain?: ((id: string) => void) | undefined;
  onShow?: ((id: string) => void) | undefined;
}

/** Questions about wording in a margin or under a field: advice, never a gate. */
export function NoteList({ notes, openId = null, ...actions }: NoteListProps) {
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {notes.map((note) => (
        <NoteItem key={note.id} note={note} isOpened={note.id === openId} {...actions} />
      ))}
    </ul>
  );
}

interface NoteItemProps extends Omit<NoteListProps, 'notes' | 'openId'> {
  note: WordingNote;
  isOpened: boolean;
}

function NoteItem({ note, isOpened, onKeep, onAskAgain, onShow }: NoteItemProps) {
  const { id, quoted, question, name, source, precision } = note;
  const [isOpen, setOpen] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const details = useId();
  useEffect(() => {
    if (!isOpened) return;
    setOpen(true);
    row.current?.scrollIntoView({ block: 'center' });
  }, [isOpened]);
  const about = quoted ?? question;
  return (
    <li
      ref={row}
      className={cx('border-l-2 border-key-moment pl-2 text-sm', isOpened && 'bg-accent-wash')}
    >
      <p className="wrap-anywhere">
        {quoted !== null && <q className="font-serif">{quoted}</q>}
        {quoted !== null && ' '}
        <span className="text-ink">{question}</span>
      </p>
      <div className="-ml-2 flex flex-wrap items-center">
        <Button
          small
          look="quiet"
          aria-expanded={isOpen}
          aria-controls={details}
          aria-label={`${name}: ${about}`}
          onClick={() => setOpen(!isOpen)}
        >
          {name}
        </Button>
        {onShow && (
          <Button small look="quiet" aria-label={`Show: ${about}`} onClick={() => onShow(id)}>
            Show
          </Button>
        )}
        {onKeep && (
          <Button small look="quiet" aria-label={`Keep as is: ${about}`} onClick={() => onKeep(id)}>
            Keep as is
          </Button>
        )}
        {onAskAgain && (
          <Button
            small
            look="quiet"
            aria-label={`Ask again: ${about}`}
            onClick={() => onAskAgain(id)}
          >
            Ask again
          </Button>
        )}
      </div>
      {isOpen && (
        <p id={details} className="pb-1 text-xs text-ink-soft">
          {source}.
          {precision &&
            ` Right for ${precision.right} of the ${precision.of} labeled sentences that it asked about.`}
        </p>
      )}
    </li>
  );
}
