import { cloneElement, Suspense, useState, type ReactElement, type ReactNode } from 'react';

interface LazyFloatProps {
  trigger: ReactElement<Record<string, unknown>>;
  has: 'menu' | 'dialog';
  load: () => Promise<unknown>;
  children: ReactNode;
}

/**
 * A button whose floating part is loaded on hover or focus, and replaces the button when it is
 * opened.
 */
export function LazyFloat({ trigger, has, load, children }: LazyFloatProps) {
  const [isWanted, setWanted] = useState(false);
  const button = cloneElement(trigger, {
    'aria-haspopup': has,
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  });
  return isWanted ? <Suspense fallback={button}>{children}</Suspense> : button;
}
