import { useState } from 'react';

/**
 * The search of a page and a function that changes it at once. Until the router gets there, a key
 * that is pressed right after another one works with what that one asked for.
 */
export function useInstantSearch<Search>(
  search: Search,
): readonly [Search, (change: (now: Search) => Search) => void] {
  const [asked, setAsked] = useState<{ from: Search; next: Search } | null>(null);
  const read = (one: typeof asked) => (one?.from === search ? one.next : search);
  return [
    read(asked),
    (change) => setAsked((before) => ({ from: search, next: change(read(before)) })),
  ];
}
