import { useEffect, useId, useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { floatClass } from './float-class.ts';
import { floats } from './floats.ts';

interface HoverCardProps extends ComponentProps<'a'> {
  /** Made only when it is shown. */
  renderCard: () => ReactNode;
}

const openMs = 120;
const closeMs = 120;
const gap = 6;
const width = 384;

/** A link that shows a card on hover or focus. The pointer may go into the card; Esc closes it. Light, because a page holds hundreds. */
export function HoverCard({ renderCard, children, ...rest }: HoverCardProps) {
  const [place, setPlace] = useState<DOMRect | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const show = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPlace(link.current?.getBoundingClientRect() ?? null), afterMs);
  };
  const hide = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPlace(null), afterMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (place === null) return;
    const stop = new AbortController();
    const close = () => setPlace(null);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', onKey, { signal: stop.signal, capture: true });
    // What scrolls inside the card is its own text; anything else moves the link away from it.
    const onScroll = (event: Event) => {
      if (!(event.target instanceof Element && event.target.closest('[role="tooltip"]'))) close();
    };
    document.addEventListener('scroll', onScroll, { signal: stop.signal, capture: true, passive: true });
    globalThis.addEventListener('resize', close, { signal: stop.signal });
    return () => stop.abort();
  }, [place]);
  return (
    <>
      <a
        {...rest}
        ref={link}
        aria-describedby={place ? id : undefined}
        onPointerEnter={() => show(openMs)}
        onPointerLeave={() => hide(closeMs)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(0)}
        onBlur={() => hide(0)}
      >
        {children}
      </a>
      {place &&
        floats.current &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => hide(closeMs)}
            className={`${floatClass} fixed z-50 max-w-[calc(100vw-1.5rem)] p-4 text-left`}
            style={{ width, ...beside(place) }}
          >
            {renderCard()}
          </div>,
          floats.current,
        )}
    </>
  );
}

/** Below the link where there is room, else above; never past the edge of the window. */
function beside(place: DOMRect): { left: number; top: number } | { left: number; bottom: number } {
  const left = Math.max(12, Math.min(place.left, innerWidth - Math.min(width, innerWidth - 24) - 12));
  return innerHeight - place.bottom > 260 ? { left, top: place.bottom + gap } : { left, bottom: innerHeight - place.top + gap };
}
