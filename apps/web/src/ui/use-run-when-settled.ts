import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Enter on a list that is searched while typing: runs at once if the results match the text, else
 * as soon as they do. Without this, fast typing would select a result for earlier text. Changing
 * the text cancels it.
 */
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
