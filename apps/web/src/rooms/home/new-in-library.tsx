import type { Home } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Time } from '../../ui/time.tsx';
import { HomeSection } from './home-section.tsx';

type Published = Pick<Home, 'published' | 'yearAgo'>;

export function NewInLibrary({ published, yearAgo }: Published) {
  return (
    <>
      <PublishedList id="year-ago" title="One year ago" items={yearAgo} />
      <PublishedList id="library" title="New in the library" items={published} />
      {published.length > 0 && (
        <Link
          to="/library"
          className="touch mt-2 inline-block text-sm text-accent underline underline-offset-2"
        >
          Library
        </Link>
      )}
    </>
  );
}

interface PublishedListProps {
  id: string;
  title: string;
  items: Home['published'];
}

function PublishedList({ id, title, items }: PublishedListProps) {
  if (items.length === 0) return null;
  return (
    <HomeSection id={id} title={title}>
      <ul className="border-t border-line">
        {items.map((one) => (
          <li
            key={one.incident}
            className="relative flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 hover:bg-wash"
          >
            <span className="w-14 text-sm text-ink-soft">{one.incident}</span>
            <a
              href={`/reviews/${one.incident}`}
              className="min-w-0 flex-1 basis-72 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
            >
              {one.title}
            </a>
            <span className="tabular text-sm text-ink-soft">
              Version {one.number} · <Time at={one.publishedAt} show="day" />
            </span>
          </li>
        ))}
      </ul>
    </HomeSection>
  );
}
