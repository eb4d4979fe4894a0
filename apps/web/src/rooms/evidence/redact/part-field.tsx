import { maskCharacter } from '@debrief/contract';
import { useEffect, useId, useRef } from 'react';
import type { QuotedRange } from '../record/quote-range.ts';
import { rawOffset, toShownOffset } from './raw-offset.ts';

interface PartFieldProps {
  text: string;
  part: QuotedRange | null;
  onPart: (part: QuotedRange | null) => void;
}

export function PartField({ text, part, onPart }: PartFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const first = useRef(part);
  useEffect(() => {
    const { current } = field;
    if (!current) return;
    const [start, end] = first.current
      ? [first.current.start, first.current.end].map((at) => toShownOffset(text, at))
      : [0, 0];
    current.focus();
    current.setSelectionRange(start ?? 0, end ?? 0);
  }, [text]);
  // A read-only field has no caret to select with: this one accepts every key and prevents every
  // edit.
  useEffect(() => {
    const refuse = (event: Event) => event.preventDefault();
    const stop = new AbortController();
    field.current?.addEventListener('beforeinput', refuse, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  const take = () => {
    const { current } = field;
    if (!current) return;
    const [start, end] = [
      rawOffset(text, current.selectionStart),
      rawOffset(text, current.selectionEnd),
    ];
    const words = text.slice(start, end).replaceAll(maskCharacter, '').trim();
    onPart(words === '' ? null : { start, end });
  };
  return (
    <div className="mt-1 flex flex-col gap-1">
      <label htmlFor={id} className="sr-only">
        Text of the item
      </label>
      <textarea
        ref={field}
        id={id}
        aria-readonly="true"
        inputMode="none"
        spellCheck={false}
        rows={Math.min(8, Math.max(3, text.split('\n').length + Math.ceil(text.length / 60)))}
        defaultValue={text}
        onSelect={take}
        aria-describedby={`${id}-part`}
        className="w-full rounded-md border border-line-strong bg-wash px-2.5 py-1.5 text-base leading-normal text-ink selection:bg-danger-wash selection:text-danger"
      />
      <p id={`${id}-part`} aria-live="polite" className="text-xs text-ink-soft">
        {part === null ? (
          'Select the text with the mouse, or with Shift and the arrow keys.'
        ) : (
          <>
            Selected:{' '}
            <del className="wrap-anywhere rounded-sm bg-danger-wash px-1 text-danger">
              {shortenText(text.slice(part.start, part.end))}
            </del>
          </>
        )}
      </p>
    </div>
  );
}

const mostShown = 200;

function shortenText(words: string): string {
  return words.length <= mostShown
    ? words
    : `${words.slice(0, 120).toWellFormed()} … ${words.slice(-60).toWellFormed()}`;
}
