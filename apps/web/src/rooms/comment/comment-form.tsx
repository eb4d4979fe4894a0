import type { CommentMention } from '@debrief/contract';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useDraft } from '../../data/draft.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { findMentioned, findTypedName } from './mention-text.ts';
import { useMentionable, type Written } from './use-comments.ts';
import { useSend } from '../../ui/use-send.ts';

interface CommentFormProps {
  incident: string;
  /** Where a draft is stored through a reload. */
  place: string;
  label: string;
  submit: string;
  initial?: string;
  isFocused?: boolean;
  onSubmit: (written: Written) => Promise<unknown>;
  onCancel?: () => void;
}

const mostShown = 6;

/** A text with `@` mentions: shows matching names at the caret while typing one. */
export function CommentForm({
  incident,
  place,
  label,
  submit,
  initial = '',
  isFocused = false,
  onSubmit,
  onCancel,
}: CommentFormProps) {
  const [text, keep, forget] = useDraft(place, initial);
  const { send, error, isBusy } = useSend();
  const field = useRef<HTMLTextAreaElement>(null);
  const people = useMentionable(incident);
  const picker = useMentionPicker(text, people, (insert, from, to) => {
    const box = field.current;
    if (!box) return;
    // The field changes before the state does, so that the caret is after the name for the next
    // key.
    box.setRangeText(insert, from, to, 'end');
    keep(box.value);
  });
  useEffect(() => {
    if (isFocused) field.current?.focus();
  }, [isFocused]);
  const submitText = () => {
    if (text.trim() === '') return;
    send(async () => {
      await onSubmit({ text, mentions: findMentioned(text, people) });
      forget();
    });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (picker.press(event)) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submitText();
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };
  return (
    <form onSubmit={(event) => (event.preventDefault(), submitText())}>
      <ProblemNote error={error} />
      <textarea
        ref={field}
        aria-label={label}
        rows={3}
        value={text}
        maxLength={5_000}
        placeholder="Write a comment. Type @ to mention someone."
        {...picker.aria}
        onChange={(event) => (keep(event.target.value), picker.look(event.target))}
        onSelect={(event) => picker.look(event.currentTarget)}
        onBlur={picker.close}
        onKeyDown={press}
        className="w-full rounded-md border border-line-strong bg-sheet px-2.5 py-1.5 text-sm leading-normal"
      />
      <MentionList {...picker} />
      <div className="mt-1.5 flex items-center gap-2">
        <Button small look="primary" type="submit" keys="mod+enter" isBusy={isBusy}>
          {submit}
        </Button>
        {onCancel && (
          <Button small look="quiet" onClick={() => (forget(), onCancel())}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

function isPickKey({ key, metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'Enter' && !metaKey && !ctrlKey) || (key === 'Tab' && !shiftKey);
}

function useMentionPicker(
  text: string,
  people: readonly CommentMention[],
  onPick: (insert: string, from: number, to: number) => void,
) {
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [index, setIndex] = useState(0);
  const typed = caret === null ? null : findTypedName(text, caret);
  const wanted = typed?.name.toLowerCase() ?? '';
  const found = typed
    ? people
        .filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${wanted}`))
        .slice(0, mostShown)
    : [];
  const close = () => setCaret(null);
  const pick = ({ name }: CommentMention) => {
    if (!typed || caret === null) return;
    onPick(`@${name} `, typed.at, text[caret] === ' ' ? caret + 1 : caret);
    close();
  };
  const press = (event: KeyboardEvent): boolean => {
    if (found.length === 0 || event.nativeEvent.isComposing) return false;
    const current = found[index % found.length];
    if (event.key === 'ArrowDown') setIndex((index + 1) % found.length);
    else if (event.key === 'ArrowUp') setIndex((index + found.length - 1) % found.length);
    else if (event.key === 'Escape') close();
    else if (current && isPickKey(event)) pick(current);
    else return false;
    event.preventDefault();
    return true;
  };
  const isOpen = found.length > 0;
  const active = isOpen ? index % found.length : -1;
  return {
    id,
    found,
    active,
    pick,
    press,
    close,
    look: (field: HTMLTextAreaElement) => (setCaret(field.selectionStart), setIndex(0)),
    aria: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      ...(isOpen && {
        'aria-controls': `${id}-list`,
        'aria-activedescendant': `${id}-${active}`,
      }),
    } as const,
  };
}

function MentionList({ id, found, active, pick }: ReturnType<typeof useMentionPicker>) {
  return (
    <ul
      id={`${id}-list`}
      role="listbox"
      aria-label="People to mention"
      hidden={found.length === 0}
      className="mt-1 overflow-hidden rounded-md border border-line-strong bg-sheet"
    >
      {found.map((person, index) => (
        <li
          key={person.accountId}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => (event.preventDefault(), pick(person))}
          className={cx(
            'flex min-h-8 cursor-pointer items-center px-2.5 text-sm',
            index === active && 'bg-accent-wash',
          )}
        >
          {person.name}
        </li>
      ))}
    </ul>
  );
}
