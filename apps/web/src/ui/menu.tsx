import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';

const load = () => import('./menu-popup.tsx');
const MenuPopup = lazy(() => load().then(({ MenuPopup }) => ({ default: MenuPopup })));

export interface MenuEntry {
  label: string;
  /** A second line for what the label cannot say. */
  hint?: string;
  icon?: ReactNode;
  keys?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  run: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  /** Groups are divided by a line. */
  groups: (MenuEntry | false | null)[][];
  align?: 'start' | 'end';
}

/** The menu's own code is fetched when somebody comes near it, and takes the button's place when it is opened. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const trigger = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  });
  if (!isWanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <MenuPopup {...props} />
    </Suspense>
  );
}
