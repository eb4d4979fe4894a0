import { useLayoutEffect, useRef, type FocusEvent } from 'react';
import { focusLine, lineId } from './claim-line.tsx';

/**
 * A sentence that moves to another part is rendered again, and the focused element is gone: this
 * focuses the row or text field at its new place. Returns a handler for the list of sentences.
 */
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
    // When the element itself is removed there is no blur event, so nothing is heard here.
    onBlur: () => void (held.current = null),
  };
}
