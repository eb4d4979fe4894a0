import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { floatContainer } from './float-container.ts';
import { Kbd } from './kbd.tsx';
import { findActionKeys, listActions } from './keys.ts';

const openMs = 600;
const edge = 150;

interface Tip {
  keys: string;
  label: string;
  place: DOMRect;
}

function readTip(element: HTMLElement): Tip | null {
  const name = element.getAttribute('aria-label') ?? element.innerText;
  const keys = element.dataset['keys'] ?? findActionKeys(listActions(), name);
  if (keys === null || element.querySelector('kbd')?.checkVisibility()) return null;
  const label = element.getAttribute('aria-label') ?? element.dataset['tip'] ?? '';
  return { keys, label, place: element.getBoundingClientRect() };
}

/**
 * The key of a control, shown on hover or focus: of any control that is named as an action with a
 * key. One listener for the page.
 */
export function KeyTips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: HTMLElement | null = null;
    const stop = new AbortController();
    const { signal } = stop;
    const hide = () => {
      clearTimeout(timer);
      over = null;
      setTip(null);
    };
    const rest = ({ target }: Pick<Event, 'target'>) => {
      const element =
        target instanceof Element ? target.closest<HTMLElement>('[data-keys], button, a') : null;
      if (element === over) return;
      hide();
      over = element;
      if (element)
        timer = setTimeout(() => element.isConnected && setTip(readTip(element)), openMs);
    };
    document.addEventListener('pointerover', rest, { signal });
    document.addEventListener('focusin', (event) => isShown(event) && rest(event), { signal });
    for (const type of ['pointerdown', 'keydown', 'focusout', 'scroll'])
      document.addEventListener(type, hide, { signal, capture: true, passive: true });
    // This is fetched after the page: the pointer can already be over a control.
    rest({ target: [...document.querySelectorAll(':hover')].at(-1) ?? null });
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, []);
  if (!tip || !floatContainer.current) return null;
  const { place } = tip;
  const center = place.left + place.width / 2;
  const left = Math.max(edge / 2, Math.min(innerWidth - edge / 2, center));
  const isLow = innerHeight - place.bottom < 60;
  return createPortal(
    <div
      role="tooltip"
      className="no-print pointer-events-none fixed z-50 flex -translate-x-1/2 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs whitespace-nowrap text-paper shadow-float"
      style={{
        left,
        ...(isLow ? { bottom: innerHeight - place.top + 6 } : { top: place.bottom + 6 }),
      }}
    >
      {tip.label}
      <Kbd keys={tip.keys} />
    </div>,
    floatContainer.current,
  );
}

function isShown({ target }: Event): boolean {
  return target instanceof Element && target.matches(':focus-visible');
}
