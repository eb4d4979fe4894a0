import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reviewQueries } from '../../data/queries/review.ts';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { depthWords, triggerWords } from './words.ts';

/** Recent incidents that no one has decided about, although there are reasons to be curious. */
export function UndecidedList() {
  const { data, error } = useQuery(reviewQueries.undecided());
  return (
    <>
      <QueryState of={{ data, error }} lines={6} />
      {data && (
        <p className="mb-3 text-sm text-pretty text-ink-soft">
          The latest {countText(data.checked, 'incident')} without a decision{' '}
          {data.checked === 1 ? 'was' : 'were'} looked at. Deciding not to review one is also a
          decision.
        </p>
      )}
      {data?.items.length === 0 && (
        <EmptyState title="Nothing waits for a decision">
          Incidents with reasons to be curious are listed here until someone decides.
        </EmptyState>
      )}
      <ul aria-label="Incidents without a decision" className="border-t border-line empty:hidden">
        {data?.items.map(({ incidentId, incidentRef, incidentTitle, triggers, proposed }) => (
          <li
            key={incidentId}
            className="relative flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 hover:bg-wash"
          >
            <Link
              to="/incidents/$ref/review"
              params={{ ref: incidentRef }}
              data-row=""
              className="min-w-0 flex-1 basis-64 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
            >
              <span className="mr-2 font-normal text-ink-soft">{incidentRef}</span>
              {incidentTitle}
            </Link>
            <span className="flex basis-72 flex-wrap gap-1.5">
              {[...new Set(triggers.map(({ kind }) => kind))].map((kind) => (
                <Chip key={kind}>{triggerWords[kind]}</Chip>
              ))}
            </span>
            <span className="basis-full text-sm wrap-anywhere text-ink-soft">
              {triggers[0]?.text}
              {proposed !== null && ` Policies propose: ${depthWords[proposed].label}.`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
