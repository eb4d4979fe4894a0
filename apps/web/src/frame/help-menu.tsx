import { useNavigate } from '@tanstack/react-router';
import { CircleHelp } from 'lucide-react';
import { version } from 'debrief-root/package.json';
import { buttonClass } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { Menu } from '../ui/menu.tsx';

interface HelpMenuProps {
  /** Shows the keyboard shortcuts; without it, the menu leaves them out. */
  onKeys?: () => void;
  className: string;
}

/** A phone has no room for help in the rail. */
export function PhoneHelp() {
  return <HelpMenu className={cx(buttonClass('quiet'), 'sm:hidden')} />;
}

/** Help from this installation: it needs no internet. */
export function HelpMenu({ onKeys, className }: HelpMenuProps) {
  const navigate = useNavigate();
  const open = (page: string) => void navigate({ to: '/help/$page', params: { page } });
  return (
    <Menu
      trigger={
        <button type="button" className={className}>
          <CircleHelp size={18} strokeWidth={1.75} aria-hidden="true" />
          Help
        </button>
      }
      groups={[
        [
          ...(onKeys ? [{ label: 'Keyboard shortcuts', keys: '?', run: onKeys }] : []),
          { label: 'Docs', run: () => open('start') },
          { label: 'API', run: () => globalThis.location.assign('/api/docs') },
          { label: "What's new", hint: `Version ${version}`, run: () => open('changelog') },
        ],
      ]}
    />
  );
}
