import { useNavigate } from '@tanstack/react-router';
import { CircleHelp } from 'lucide-react';
import { version } from 'debrief-root/package.json';
import { Menu } from '../ui/menu.tsx';

interface HelpMenuProps {
  onKeys: () => void;
  className: string;
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
          { label: 'Keyboard shortcuts', keys: '?', run: onKeys },
          { label: 'Docs', run: () => open('start') },
          { label: 'API', run: () => globalThis.location.assign('/api/docs') },
          { label: "What's new", hint: `Version ${version}`, run: () => open('changelog') },
        ],
      ]}
    />
  );
}
