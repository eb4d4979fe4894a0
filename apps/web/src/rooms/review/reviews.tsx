import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { ReviewList } from './review-list.tsx';
import { UndecidedList } from './open-decisions.tsx';

const Bench = lazyPart(() => import('./bench.tsx'), 'Bench');
const Policies = lazyPart(() => import('./policies.tsx'), 'Policies');

const route = getRouteApi('/inside/reviews');

const shows = [
  { value: '', label: 'Open' },
  { value: 'mine', label: 'Mine' },
  { value: 'undecided', label: 'No decision' },
  { value: 'all', label: 'All' },
  { value: 'investigators', label: 'Investigators' },
  { value: 'policies', label: 'Policies' },
] as const;

/** The reviews of all incidents: what is promised, by when, and who does it. */
export function Reviews() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = shows.find(({ value }) => value === search.show)?.value ?? '';
  const rows = useRef<HTMLDivElement>(null);
  useListCursor({ group: 'Reviews', row: 'review', ...linkRows(rows) });
  return (
    <>
      <PageHead
        isWide
        title="Reviews"
        lead="Which incidents are reviewed, by when, and who does it."
      />
      <Column isWide>
        <div className="mb-4">
          <FilterChip
            label="Show"
            value={show}
            choices={shows}
            onChoose={(next) => void navigate({ search: { show: next }, replace: true })}
          />
        </div>
        <div ref={rows}>
          {(show === '' || show === 'mine' || show === 'all') && <ReviewList show={show} />}
          {show === 'undecided' && <UndecidedList />}
          {show === 'investigators' && <Bench />}
          {show === 'policies' && <Policies />}
        </div>
      </Column>
    </>
  );
}
