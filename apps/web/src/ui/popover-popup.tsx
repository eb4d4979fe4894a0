import { Popover as Base } from '@base-ui/react/popover';
import { useRef } from 'react';
import { floatClass } from './float-class.ts';
import { floatContainer } from './float-container.ts';
import type { PopoverProps } from './popover.tsx';

export function PopoverPopup({ trigger, title, children, align = 'start' }: PopoverProps) {
  // It replaced the button that had the focus.
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root defaultOpen>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal container={floatContainer}>
        <Base.Positioner sideOffset={6} align={align} className="z-40">
          <Base.Popup
            finalFocus={button}
            className={`${floatClass} max-w-[min(28rem,calc(100vw-1.5rem))] p-4`}
          >
            {title && <Base.Title className="mb-2 text-sm font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
