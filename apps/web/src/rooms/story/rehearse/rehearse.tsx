import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { StoriesTabs } from '../stories-tabs.tsx';
import { useActions } from '../../../ui/keys.ts';
import { cx } from '../../../ui/cx.ts';
import { Deconstruction } from './deconstruction.tsx';
import { Exemplars } from './exemplars.tsx';
import { Practise } from './practise.tsx';

const route = getRouteApi('/inside/stories/rehearse');
const tab = 'border-b-2 px-0.5 py-2 text-sm whitespace-nowrap no-underline';
const open = 'border-accent font-medium text-ink';
const closed = 'border-transparent text-ink-soft hover:text-ink';

export function Rehearse() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/stories/rehearse' });
  const isReading = search.read !== undefined || search.apart !== undefined;
  useActions('Rehearse', [
    { label: 'Questions', keys: 'g q', run: () => void navigate({ search: {} }) },
    {
      label: 'Read an example',
      keys: 'g x',
      run: () => void navigate({ search: { read: 'all' } }),
    },
  ]);
  return (
    <>
      <PageHead
        title="Rehearse"
        lead="Read a question, answer it with a story, and check which of your sentences you covered. Debrief only looks at the words."
      >
        <StoriesTabs />
      </PageHead>
      <Column isWide>
        <nav aria-label="Rehearsal modes" className="no-print mb-4 flex flex-wrap gap-x-5">
          <Link
            to="/stories/rehearse"
            search={{}}
            aria-current={isReading ? undefined : 'page'}
            className={cx(tab, isReading ? closed : open)}
          >
            Questions
          </Link>
          <Link
            to="/stories/rehearse"
            search={{ read: 'all' }}
            aria-current={isReading ? 'page' : undefined}
            className={cx(tab, isReading ? open : closed)}
          >
            Examples and exercises
          </Link>
        </nav>
        {search.apart !== undefined ? (
          <Deconstruction key={search.apart} id={search.apart} />
        ) : search.read !== undefined ? (
          <Exemplars open={search.read} />
        ) : (
          <Practise
            search={search}
            onSearch={(next) => void navigate({ search: next, replace: true })}
          />
        )}
      </Column>
    </>
  );
}
