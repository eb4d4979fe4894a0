import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { floats } from './floats.ts';

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  title?: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

export const floatClass =
  'rounded-lg border border-line bg-sheet text-ink shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 focus-visible:outline-none';

export function Popover({ trigger, title, children, align = 'start', isOpen, onOpenChange }: PopoverProps) {
  return (
    <Base.Root {...(isOpen === undefined ? {} : { open: isOpen })} {...(onOpenChange ? { onOpenChange } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={floats}>
        <Base.Positioner sideOffset={6} align={align} className="z-40">
          <Base.Popup className={`${floatClass} max-w-[min(28rem,calc(100vw-1.5rem))] p-4`}>
            {title && <Base.Title className="mb-2 text-sm font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
