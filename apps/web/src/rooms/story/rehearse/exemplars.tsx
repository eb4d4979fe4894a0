import type { StoryExemplar } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { cx } from '../../../ui/cx.ts';
import { partWords } from '../words.ts';
import { QueryState } from '../../../ui/query-state.tsx';

export function Exemplars({ open }: { open: string }) {
  const exemplars = useQuery(storyQueries.storyExemplars());
  if (!exemplars.data) return <QueryState of={exemplars} />;
  const { items } = exemplars.data;
  const shown = items.find((one) => one.id === open) ?? items[0];
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <nav aria-label="Examples">
        <ul className="space-y-0.5">
          {items.map((one) => (
            <li key={one.id}>
              <Link
                to="/stories/rehearse"
                search={{ read: one.id }}
                aria-current={one.id === shown?.id ? 'page' : undefined}
                lang={one.language}
                className={cx(
                  'block rounded-md px-2 py-1.5 text-sm text-ink no-underline hover:bg-wash',
                  one.id === shown?.id && 'bg-accent-wash font-medium',
                )}
              >
                {one.title}
                <span className="block text-xs font-normal text-ink-soft">{one.role}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown && <Annotated exemplar={shown} />}
    </div>
  );
}

function Annotated({ exemplar }: { exemplar: StoryExemplar }) {
  return (
    <article aria-label={exemplar.title}>
      <div className="mb-4 flex flex-wrap items-baseline gap-3">
        <h2 className="font-serif text-xl" lang={exemplar.language}>
          {exemplar.title}
        </h2>
        <Link
          to="/stories/rehearse"
          search={{ apart: exemplar.id }}
          className={buttonClass('plain', true)}
        >
          Start exercise
        </Link>
      </div>
      <ol>
        {exemplar.claims.map((claim, index) => (
          <li
            key={index}
            className="grid gap-x-8 border-b border-line py-3 lg:grid-cols-[minmax(0,65ch)_12rem] xl:grid-cols-[minmax(0,65ch)_minmax(12rem,22rem)]"
          >
            <p className="reading" lang={exemplar.language}>
              {claim.text}
            </p>
            <p className="mt-1 text-sm text-ink-soft">
              <span className="font-medium text-ink">{partWords[claim.part].label}.</span>{' '}
              {claim.note}
            </p>
          </li>
        ))}
      </ol>
    </article>
  );
}
