import { useEffect, useRef, type RefObject } from 'react';
import { useMedia } from '../../../ui/use-media.ts';

/**
 * A narrow screen shows the list or the selected item. The focus follows: to the item's first
 * button, and back to the row (`data-row` of `chosen`).
 */
export function useListDetailFocus(
  list: RefObject<HTMLElement | null>,
  detail: RefObject<HTMLElement | null>,
  chosen: string | undefined,
  isOpen: boolean,
): void {
  const isNarrow = useMedia('(width < 64rem)');
  const wasOpen = useRef(isOpen);
  const last = useRef(chosen);
  useEffect(() => {
    if (chosen !== undefined) last.current = chosen;
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    const row = list.current?.querySelector<HTMLElement>(
      `[data-row="${CSS.escape(last.current ?? '')}"]`,
    );
    if (!isOpen) return row?.focus();
    if (!isNarrow || !detail.current) return;
    detail.current.querySelector('button')?.focus({ preventScroll: true });
    if (detail.current.getBoundingClientRect().top < 0)
      detail.current.scrollIntoView({ block: 'start' });
  }, [list, detail, chosen, isOpen, isNarrow]);
}
