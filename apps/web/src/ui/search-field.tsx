import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { useSearchText } from './use-search-text.ts';

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  label: string;
  value: string;
  isFocused?: boolean;
  onSearch: (text: string) => void;
  /** Enter, for example to open the first result for this text. */
  onEnter?: (text: string) => void;
  /** Esc in an empty field, and the down arrow: moves to the results. */
  onLeave?: () => void;
}

const leaveToPage = (): void => document.getElementById('main')?.focus({ preventScroll: true });

/** Searches shortly after the last keystroke; Esc clears the field. */
export function SearchField({
  ref,
  label,
  value,
  isFocused = false,
  onSearch,
  onEnter,
  onLeave,
}: SearchFieldProps) {
  const [text, setText] = useSearchText(value, onSearch);
  return (
    <div className="relative min-w-48 flex-1 sm:max-w-96">
      <Search
        size={15}
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-faint"
      />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        autoFocus={isFocused}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // Enter does not submit a form around it, and Esc that clears the field does not close a dialog.
          if (event.key === 'Enter' && (event.currentTarget.form || onEnter))
            event.preventDefault();
          if (event.key === 'Enter') onEnter?.(text.trim());
          if (event.key === 'ArrowDown' && onLeave) return (event.preventDefault(), onLeave());
          if (event.key !== 'Escape') return;
          if (text === '')
            return event.currentTarget.closest('[role="dialog"]')
              ? undefined
              : (onLeave ?? leaveToPage)();
          event.stopPropagation();
          setText('');
          onSearch('');
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-sheet pr-2 pl-8 text-base"
      />
    </div>
  );
}
