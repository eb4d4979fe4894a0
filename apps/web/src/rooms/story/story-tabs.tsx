import { Link } from '@tanstack/react-router';

const tabs = [
  { to: '/stories/$id', label: 'Write' },
  { to: '/stories/$id/preview', label: 'Preview' },
] as const;

export function StoryTabs({ id }: { id: string }) {
  return (
    <nav aria-label="Parts of this story" className="no-print -mx-1 flex gap-1 overflow-x-auto">
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ id }}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: 'border-accent! text-ink! font-medium' }}
          className="-mb-px border-b-2 border-transparent px-2 py-1.5 text-sm whitespace-nowrap text-ink-soft no-underline hover:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
