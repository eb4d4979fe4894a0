import type { Home } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Time } from '../../ui/time.tsx';
import { HomeSection } from './home-section.tsx';

export function NewInLibrary({ published }: Pick<Home, 'published'>) {
  if (published.length === 0) return null;
  return (
    <HomeSection id="library" title="New in the library">
      <ul className="border-t border-line">
        {published.map((one) => (
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
      <Link
        to="/library"
        className="touch mt-2 inline-block text-sm text-accent underline underline-offset-2"
      >
        Library
      </Link>
    </HomeSection>
  );
}
