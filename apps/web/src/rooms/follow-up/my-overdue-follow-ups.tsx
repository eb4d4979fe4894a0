import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../data/queries.ts';
import { FollowUpLine } from './follow-up-line.tsx';

const shown = 5;

export function MyOverdueFollowUps() {
  const { data } = useInfiniteQuery(queries.allFollowUps({ owner: 'me', overdue: 'true' }));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="overdue" className="mt-10">
      <h2 id="overdue" className="mb-1 text-sm font-semibold">
        Yours, and overdue
      </h2>
      <ul className="border-t border-line">
        {items.slice(0, shown).map((one) => (
          <FollowUpLine key={one.id} followUp={one} />
        ))}
      </ul>
      <Link
        to="/follow-ups"
        search={{ owner: 'me' }}
        className="mt-2 inline-block text-sm text-accent underline underline-offset-2"
      >
        All of your follow-ups
      </Link>
    </section>
  );
}
