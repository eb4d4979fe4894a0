import { type ReactElement, type ReactNode } from 'react';
import { lazyPart } from './lazy-part.ts';
import { LazyFloat } from './lazy-float.tsx';

const load = () => import('./menu-popup.tsx');
const MenuPopup = lazyPart(load, 'MenuPopup');

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
  trigger: ReactElement<Record<string, unknown>>;
  groups: (MenuEntry | false | null)[][];
  align?: 'start' | 'end';
}

/** The menu's code is loaded on hover or focus, and replaces the button when it is opened. */
export function Menu(props: MenuProps) {
  return (
    <LazyFloat trigger={props.trigger} has="menu" load={load}>
      <MenuPopup {...props} />
    </LazyFloat>
  );
}
