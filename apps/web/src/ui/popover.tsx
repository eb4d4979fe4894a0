import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';

const load = () => import('./popover-popup.tsx');
const PopoverPopup = lazy(() => load().then(({ PopoverPopup }) => ({ default: PopoverPopup })));

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  title?: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

/** Something that floats beside the button that opens it; like a menu, it is fetched when somebody comes near. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false);
  const trigger = cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  });
  if (!isWanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <PopoverPopup {...props} />
    </Suspense>
  );
}
