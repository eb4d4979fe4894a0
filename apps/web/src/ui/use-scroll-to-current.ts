import { useEffect, useRef, type RefObject } from 'react';

/** On a narrow screen tabs scroll: the current one is scrolled into view. */
export function useScrollToCurrent<E extends HTMLElement>(current: unknown): RefObject<E | null> {
  const row = useRef<E>(null);
  useEffect(() => {
    const box = row.current;
    const tab = box?.querySelector<HTMLElement>('[aria-current="page"], [aria-pressed="true"]');
    if (!box || !tab) return;
    const from = tab.offsetLeft - box.offsetLeft;
    if (from < box.scrollLeft || from + tab.offsetWidth > box.scrollLeft + box.clientWidth)
      box.scrollLeft = from - (box.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return row;
}
