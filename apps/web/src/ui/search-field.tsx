import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type Ref } from 'react';

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  label: string;
  value: string;
  isFocused?: boolean;
  onSearch: (text: string) => void;
}

/** Searches shortly after the last keystroke; Esc clears the field. */
export function SearchField({ ref, label, value, isFocused = false, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const search = useEffectEvent(() => {
    if (text.trim() !== value) onSearch(text.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => search(), 180);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value]);
  return (
    <div className="relative min-w-48 flex-1 sm:max-w-96">
      <Search size={15} className="pointer-events-none absolute top-2 left-2.5 text-ink-faint" />
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
          // Enter does not submit a form around it, and Esc that clears the field does not close a
          // dialog.
          if (event.key === 'Enter' && event.currentTarget.form) event.preventDefault();
          if (event.key !== 'Escape') return;
          if (text === '') return event.currentTarget.blur();
          event.stopPropagation();
          setText('');
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-sheet pr-2 pl-8 text-base"
      />
    </div>
  );
}
