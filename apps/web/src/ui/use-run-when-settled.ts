import { useEffect, useEffectEvent, useState } from 'react';

/** Enter on a list that is looked up while one types: does it at once where the list belongs to the words, and otherwise as soon as it does.
 * Without this a fast hand takes what was found for the letters before. Other words meanwhile take it back. */
export function useRunWhenSettled(isSettled: boolean, words: string, act: () => void): () => void {
  const [asked, setAsked] = useState<string | null>(null);
  const run = useEffectEvent(act);
  useEffect(() => {
    if (asked === null || (asked === words && !isSettled)) return;
    setAsked(null);
    if (asked === words) run();
  }, [asked, isSettled, words]);
  return () => (isSettled ? act() : setAsked(words));
}
