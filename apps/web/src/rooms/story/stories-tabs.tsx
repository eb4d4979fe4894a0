import { Link } from '@tanstack/react-router';

const tab =
  'border-b-2 border-transparent px-0.5 py-2 text-sm whitespace-nowrap text-ink-soft no-underline hover:text-ink';

const places = [
  { to: '/stories', label: 'My stories' },
  { to: '/stories/coverage', label: 'Coverage' },
  { to: '/stories/rehearse', label: 'Rehearse' },
  { to: '/stories/shared', label: 'Shared' },
] as const;

export function StoriesTabs() {
  return (
    <nav aria-label="Stories" className="no-print -mx-1 flex gap-5 overflow-x-auto px-1">
      {places.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: 'border-accent! font-medium text-ink!' }}
          className={tab}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
