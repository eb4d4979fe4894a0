import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';

export function NotFound() {
  return (
    <main id="main">
      <Empty
        isPage
        title="Page not found"
        action={
          <Link to="/" className="font-medium text-accent underline underline-offset-2">
            Go home
          </Link>
        }
      >
        Check the address. The page may have been removed.
      </Empty>
    </main>
  );
}
