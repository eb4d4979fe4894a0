import { useLayoutEffect, useRef, type FocusEvent } from 'react';
import { focusLine, lineId } from './claim-line.tsx';

/** A sentence that goes to another part is drawn anew, and what had the focus is gone with the old one: it has it again in its new place,
 * its row or its words as before. Gives what the element that holds the sentences listens with. */
export function useLineFocus(): { onFocus: (event: FocusEvent) => void; onBlur: () => void } {
  const held = useRef<{ line: string; isRow: boolean } | null>(null);
  useLayoutEffect(() => {
    if (!held.current || document.activeElement !== document.body) return;
    const { line, isRow } = held.current;
    if (isRow) document.getElementById(lineId(line))?.focus();
    else focusLine(line, 'end');
  });
  return {
    onFocus: ({ target }) => {
      const row = target.closest<HTMLElement>('[data-line]');
      const line = row?.dataset['line'];
      held.current = line ? { line, isRow: target === row } : null;
    },
    // Where the element itself goes away nothing is left, so nothing is heard here.
    onBlur: () => void (held.current = null),
  };
}
