import type { Evidence } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { queries } from '../../../data/queries.ts';
import { cx } from '../../../ui/cx.ts';
import { useOnceSettled } from '../../../ui/once-settled.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { Time } from '../../../ui/time.tsx';

interface EvidencePickerProps {
  incident: string;
  /** What is cited already is marked. */
  cited: ReadonlySet<string>;
  onPick: (item: Evidence) => void;
}

/** Finds evidence by its words, where the record does not stand beside: type, arrow down, Enter. */
export function EvidencePicker({ incident, cited, onPick }: EvidencePickerProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const { data, error, isPlaceholderData, isLoading } = useQuery({
    ...queries.find(incident, wanted),
    enabled: wanted.length > 1,
    placeholderData: (before) => before,
  });
  const items = wanted.length > 1 ? (data?.items ?? []) : [];
  const isOpen = text.trim().length > 1;
  const pick = (item: Evidence | undefined) => {
    if (!item) return;
    onPick(item);
    setText('');
    setAt(0);
  };
  const enter = useOnceSettled(
    wanted === text.trim() && !isPlaceholderData && !isLoading,
    text,
    () => pick(items[at]),
  );
  const press = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) enter();
    else if (event.key === 'Escape') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Find evidence to cite
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-found`}
        aria-autocomplete="list"
        aria-activedescendant={items[at] ? `${id}-${at}` : undefined}
        value={text}
        autoComplete="off"
        placeholder="Find evidence to cite"
        onChange={(event) => (setText(event.target.value), setAt(0))}
        onKeyDown={press}
        className="h-8 w-full rounded-md border border-line-strong bg-sheet px-2.5 text-sm"
      />
      <ProblemNote error={error} />
      <ul
        id={`${id}-found`}
        role="listbox"
        aria-label="Evidence found"
        className={cx(
          'mt-1 max-h-64 overflow-y-auto rounded-md border border-line',
          !isOpen && 'hidden',
        )}
      >
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => (event.preventDefault(), pick(item))}
            className={cx('cursor-pointer px-2 py-1 text-sm', index === at && 'bg-accent-wash')}
          >
            <span className="line-clamp-2 font-serif wrap-anywhere">
              {item.text || '(no text)'}
            </span>
            <span className="text-xs text-ink-soft">
              {item.author?.name ?? item.streamName} ·{' '}
              <Time at={item.occurredAt} precision={item.precision} />
              {cited.has(item.itemId) && ' · cited already'}
            </span>
          </li>
        ))}
        {isOpen && items.length === 0 && (
          <li
            role="option"
            aria-selected="false"
            aria-disabled="true"
            className="px-2 py-1.5 text-sm text-ink-soft"
          >
            {data ? 'No evidence has these words' : 'Looking…'}
          </li>
        )}
      </ul>
    </div>
  );
}
