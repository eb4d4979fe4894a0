import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';

export function NotFound() {
  return (
    <main id="main">
      <Empty
        isPage
        title="There is no page here"
        action={
          <Link to="/" className="font-medium text-accent underline underline-offset-2">
            Go home
          </Link>
        }
      >
        The address may be mistyped, or what it named may no longer be there for you.
      </Empty>
    </main>
  );
}
