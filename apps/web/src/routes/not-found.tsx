import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFound() {
  return (
    <EmptyState
      isPage
      title="Page not found"
      action={
        <Link to="/" className="touch font-medium text-accent underline underline-offset-2">
          Go home
        </Link>
      }
    >
      Check the address. The page may have been removed.
    </EmptyState>
  );
}
