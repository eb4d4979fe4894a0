import { useEffect, useId, useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { floatClass } from './float-class.ts';
import { floatContainer } from './float-container.ts';

interface HoverCardProps extends ComponentProps<'a'> {
  /** Rendered only when shown. */
  renderCard: () => ReactNode;
}

const openMs = 120;
const closeMs = 120;
const gap = 6;
const width = 384;

/**
 * A link with a card on hover or focus. The pointer can move into the card; Esc closes it.
 * Lightweight, because a page has hundreds.
 */
export function HoverCard({ renderCard, children, ...rest }: HoverCardProps) {
  const [place, setPlace] = useState<DOMRect | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const id = useId();
  const show = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => setPlace(link.current?.getBoundingClientRect() ?? null),
      afterMs,
    );
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
    // Scrolling inside the card moves only its own text. Any other scrolling moves the link: the
    // card follows while the link is hovered or focused.
    const onScroll = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('[role="tooltip"]')) return;
      const now = link.current?.getBoundingClientRect();
      if (now && (document.activeElement === link.current || isWithin(now, pointer.current)))
        setPlace(now);
      else close();
    };
    document.addEventListener('scroll', onScroll, {
      signal: stop.signal,
      capture: true,
      passive: true,
    });
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
        onPointerMove={(event) => void (pointer.current = { x: event.clientX, y: event.clientY })}
        onPointerLeave={() => {
          pointer.current = null;
          hide(closeMs);
        }}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(0)}
        onBlur={() => hide(0)}
      >
        {children}
      </a>
      {place &&
        floatContainer.current &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => hide(closeMs)}
            className={`${floatClass} fixed z-50 max-w-[calc(100vw-1.5rem)] p-4 text-left`}
            style={{ width, ...placeNextTo(place) }}
          >
            {renderCard()}
          </div>,
          floatContainer.current,
        )}
    </>
  );
}

function isWithin(
  { left, right, top, bottom }: DOMRect,
  point: { x: number; y: number } | null,
): boolean {
  return (
    point !== null && point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  );
}

/** Below the link if there is room, else above; always inside the window. */
function placeNextTo(
  place: DOMRect,
): { left: number; top: number } | { left: number; bottom: number } {
  const left = Math.max(
    12,
    Math.min(place.left, innerWidth - Math.min(width, innerWidth - 24) - 12),
  );
  return innerHeight - place.bottom > 260
    ? { left, top: place.bottom + gap }
    : { left, bottom: innerHeight - place.top + gap };
}
