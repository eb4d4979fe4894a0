import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import {
  BookOpenText,
  House,
  LibraryBig,
  Boxes,
  ClipboardCheck,
  Ellipsis,
  ListChecks,
  MicVocal,
  Search,
  Settings,
} from 'lucide-react';
import { cx } from '../ui/cx.ts';
import { Menu } from '../ui/menu.tsx';
import { HelpMenu } from './help-menu.tsx';

/** ⌘K finds them by their labels and by other words. */
export const places = [
  { to: '/', label: 'Home', keys: 'g h', icon: House, also: '' },
  {
    to: '/incidents',
    label: 'Incidents',
    keys: 'g i',
    icon: BookOpenText,
    also: '',
  },
  {
    to: '/library',
    label: 'Library',
    keys: 'g l',
    icon: LibraryBig,
    also: 'search reviews postmortems retrospectives factors',
  },
  {
    to: '/catalog',
    label: 'Catalog',
    keys: 'g c',
    icon: Boxes,
    also: 'services teams owners runbooks dependencies',
  },
  {
    to: '/reviews',
    label: 'Reviews',
    keys: 'g j',
    icon: ClipboardCheck,
    also: 'investigators policies training promised',
  },
  {
    to: '/follow-ups',
    label: 'Follow-ups',
    keys: 'g w',
    icon: ListChecks,
    also: 'action items work',
  },
  {
    to: '/stories',
    label: 'Stories',
    keys: 'g y',
    icon: MicVocal,
    also: 'practice star interview promotion',
  },
  {
    to: '/settings',
    label: 'Settings',
    keys: 'g s',
    icon: Settings,
    also: '',
  },
] as const;

/** A phone has no space for these: they are in a menu. */
const isWide = (to: string) => to === '/catalog' || to === '/reviews' || to === '/settings';
const current = 'bg-wash-strong text-ink font-medium';

const item =
  'flex flex-1 flex-col items-center justify-center gap-0.5 rounded-md px-0.5 py-1.5 text-2xs whitespace-nowrap text-ink-soft no-underline hover:bg-wash-strong hover:text-ink sm:w-full sm:flex-none';

interface RailProps {
  onPalette: () => void;
  onKeys: () => void;
}

export function Rail({ onPalette, onKeys }: RailProps) {
  return (
    <nav
      aria-label="Rooms"
      className="no-print fixed inset-x-0 bottom-0 z-30 flex gap-1 border-t border-line bg-wash px-2 py-1 sm:sticky sm:inset-auto sm:top-0 sm:h-dvh sm:w-18 sm:flex-col sm:items-center sm:border-t-0 sm:border-r sm:px-1.5 sm:py-3"
    >
      <Mark />
      {places.map(({ to, label, keys, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          data-keys={keys}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          activeProps={{ className: current }}
          className={cx(item, isWide(to) && 'hidden sm:flex')}
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <MoreMenu />
      <span className="hidden flex-1 sm:block" />
      <button
        type="button"
        onClick={onPalette}
        className={item}
        aria-keyshortcuts="Control+K Meta+K"
        data-keys="mod+k"
      >
        <Search size={18} strokeWidth={1.75} />
        Search
      </button>
      <HelpMenu onKeys={onKeys} className={cx(item, 'hidden sm:flex')} />
    </nav>
  );
}

function MoreMenu() {
  const navigate = useNavigate();
  const isHere = useLocation({ select: ({ pathname }) => isWide(`/${pathname.split('/')[1]}`) });
  return (
    <Menu
      trigger={
        <button type="button" className={cx(item, 'sm:hidden', isHere && current)}>
          <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
          More
        </button>
      }
      groups={[
        places
          .filter(({ to }) => isWide(to))
          .map(({ to, label, icon: Icon }) => ({
            label,
            icon: <Icon size={16} aria-hidden="true" />,
            run: () => void navigate({ to }),
          })),
      ]}
    />
  );
}

function Mark() {
  return (
    <svg
      viewBox="0 0 32 32"
      className="mb-3 hidden size-7 sm:block"
      role="img"
      aria-label="Debrief"
    >
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path
        d="M9 7h6.5a9 9 0 0 1 0 18H9z"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.6"
        strokeLinejoin="round"
      />
      <path
        d="M13.5 12.5h5M13.5 16h6M13.5 19.5h3.5"
        stroke="var(--on-accent)"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
    </svg>
  );
}
