import { useEffect, useEffectEvent, useState } from 'react';

/** What is typed into a search field: searched shortly after the last keystroke, replaced if `value` changes. */
export function useSearchText(
  value: string,
  onSearch: (text: string) => void,
): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(value);
  const search = useEffectEvent(() => {
    if (text.trim() !== value) onSearch(text.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => search(), 180);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value]);
  return [text, setText];
}
