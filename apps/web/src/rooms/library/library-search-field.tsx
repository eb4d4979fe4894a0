import { completeSearch, type Completion, type SearchOperator } from '@debrief/rules/search';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useRef, useState, type Ref } from 'react';
import { useSearchText } from '../../ui/use-search-text.ts';
import { queries } from '../../data/queries.ts';
import { Combobox } from '../../ui/combobox.tsx';

const operatorHints: Record<SearchOperator, string> = {
  from: 'Author of evidence',
  in: 'Incident or channel',
  kind: 'Type, such as alert or decision',
  service: 'Service of the incident',
  tag: 'Tag of the codebook',
  before: 'Year, month or day: 2026-03-31',
  after: 'Year, month or day: 2026-03',
};

interface LibrarySearchFieldProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onSearch: (text: string) => void;
}

/** Searches shortly after the last keystroke, and completes operators and their values. */
export function LibrarySearchField({ ref, value, onSearch }: LibrarySearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useSearchText(value, onSearch);
  const [caret, setCaret] = useState<number | null>(null);
  const { data: names } = useQuery(queries.libraryNames());
  const completions =
    caret === null
      ? []
      : completeSearch(text, caret, names ?? { authors: [], streams: [], services: [], tags: [] });
  const readCaret = () => setCaret(input.current?.selectionStart ?? null);
  const take = (completion: Completion) => {
    setText(completion.text);
    setCaret(completion.insert.endsWith(':') ? completion.caret : null);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(completion.caret, completion.caret);
    });
  };
  return (
    <div
      className="relative basis-full"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setCaret(null)}
    >
      <Search
        size={15}
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-faint"
      />
      <Combobox
        label="Search the library"
        hasHiddenLabel
        listLabel="Operators"
        text={text}
        onTextChange={(typed) => {
          setText(typed);
          readCaret();
        }}
        items={completions.map((completion) => ({ ...completion, id: completion.insert }))}
        isOpen={completions.length > 0}
        onSelect={take}
        onText={(typed) => {
          setCaret(null);
          onSearch(typed.trim());
        }}
        onEscape={() => {
          if (completions.length > 0) return setCaret(null);
          if (text === '') return document.getElementById('main')?.focus({ preventScroll: true });
          setText('');
          onSearch('');
        }}
        input={{
          ref: (element) => {
            input.current = element;
            if (typeof ref === 'function') ref(element);
            else if (ref) ref.current = element;
          },
          type: 'search',
          'aria-keyshortcuts': '/',
          placeholder: 'Search: words, "a phrase", from: in: kind:',
          onClick: readCaret,
          onFocus: readCaret,
          className: 'h-8 w-full rounded-md border border-line-strong bg-sheet pr-2 pl-8 text-base',
        }}
        listClass="absolute inset-x-0 top-full z-20 mt-1 max-h-80 sm:max-w-md overflow-y-auto rounded-md border border-line-strong bg-sheet py-1 shadow-lg"
        optionClass="touch flex min-h-8 items-center gap-3 px-3 text-sm"
      >
        {(completion) => (
          <>
            <span className="min-w-16 flex-1 truncate font-mono text-xs">{completion.insert}</span>
            {completion.insert.endsWith(':') && (
              <span className="truncate text-xs text-ink-soft">
                {operatorHints[completion.operator]}
              </span>
            )}
          </>
        )}
      </Combobox>
    </div>
  );
}
