import type { Review, ReviewFilter } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { nowMs } from '../../clock.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { statusWords } from '../incident/words.ts';
import { answerWords, depthWords } from './words.ts';

const filters: Record<'' | 'mine' | 'all', ReviewFilter> = {
  '': { state: 'open' },
  mine: { investigator: 'me' },
  all: {},
};
const empty = {
  '': 'No open reviews',
  mine: 'You investigate nothing',
  all: 'No reviews',
};

/** Reviews, the first promised first. */
export function ReviewList({ show }: { show: '' | 'mine' | 'all' }) {
  const { data, error } = useQuery(reviewQueries.list(filters[show]));
  return (
    <>
      <QueryState of={{ data, error }} lines={6} />
      {data?.items.length === 0 && (
        <EmptyState title={empty[show]}>
          Decide how deep a review is in the tab Review of an incident.
        </EmptyState>
      )}
      <ul aria-label="Reviews" className="border-t border-line empty:hidden">
        {data?.items.map((review) => (
          <ReviewRow key={review.id} review={review} />
        ))}
      </ul>
    </>
  );
}

function ReviewRow({ review }: { review: Review }) {
  const { incidentRef, incidentTitle, incidentStatus, depth, dueOn, investigators } = review;
  const isLate =
    dueOn !== null &&
    incidentStatus !== 'closed' &&
    dueOn < new Date(nowMs()).toISOString().slice(0, 10);
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 hover:bg-wash">
      <Link
        to="/incidents/$ref/review"
        params={{ ref: incidentRef }}
        data-row=""
        className="min-w-0 flex-1 basis-64 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
      >
        <span className="mr-2 font-normal text-ink-soft">{incidentRef}</span>
        {incidentTitle}
      </Link>
      <span className="flex basis-60 flex-wrap gap-1.5">
        <Chip>{depth === null ? 'Not decided' : depthWords[depth].label}</Chip>
        <Chip>{statusWords[incidentStatus].label}</Chip>
        {isLate && <Chip tone="warn">Overdue</Chip>}
      </span>
      <span className="basis-40 text-sm text-ink-soft">
        {dueOn === null ? 'No date promised' : `Promised by ${dayText(dueOn)}`}
      </span>
      <span className="basis-full text-sm wrap-anywhere text-ink-soft">
        {investigators.length === 0
          ? 'No investigators'
          : investigators
              .map(({ name, state }) =>
                state === 'accepted' ? name : `${name} (${answerWords[state]})`,
              )
              .join(', ')}
        {review.sponsor !== null && `. Sponsor: ${review.sponsor.name}`}
      </span>
    </li>
  );
}
