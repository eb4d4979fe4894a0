import { Link } from '@tanstack/react-router';

interface CitedByListProps {
  items: readonly { id: string; title: string; kind: string; incident: string }[];
  /** When a link is followed. */
  onLeave: () => void;
}

/** What cites the evidence that a dialog would remove. */
export function CitedByList({ items, onLeave }: CitedByListProps) {
  return (
    <ul className="mt-1 flex max-h-48 flex-col gap-1 overflow-y-auto text-sm">
      {items.map((one) => (
        <li key={one.id}>
          <Link
            to="/incidents/$ref"
            params={{ ref: one.incident }}
            search={{ event: one.id }}
            onClick={onLeave}
            className="text-accent underline underline-offset-2"
          >
            {one.title || one.kind}
          </Link>{' '}
          <span className="text-ink-soft">
            {one.kind} in {one.incident}
          </span>
        </li>
      ))}
    </ul>
  );
}
