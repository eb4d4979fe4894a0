import { type ReactElement, type ReactNode } from 'react';
import { lazyPart } from './lazy-part.ts';
import { LazyFloat } from './lazy-float.tsx';

const load = () => import('./popover-popup.tsx');
const PopoverPopup = lazyPart(load, 'PopoverPopup');

export interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  title?: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

/** A popover next to its button; like a menu, it is loaded on hover or focus. */
export function Popover(props: PopoverProps) {
  return (
    <LazyFloat trigger={props.trigger} has="dialog" load={load}>
      <PopoverPopup {...props} />
    </LazyFloat>
  );
}
