import type { FollowUpAging, FollowUpAgingFilter } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { read } from '../../data/read.ts';

const agingQuery = (filter: FollowUpAgingFilter) =>
  read(['follow-ups', 'aging', filter], (options) => api['follow-up'].aging(filter, options));

const bandNames = ['Under a week', 'Under a month', 'Under 3 months', 'Under a year', 'Older'];

/** How long unfinished follow-ups have waited, of those that the filter selects. */
export function AgeCounts({ filter }: { filter: FollowUpAgingFilter }) {
  const { data } = useQuery(agingQuery(filter));
  if (!data || data.n < 2) return null;
  const { n, medianDays, overdue, bands } = data;
  return (
    <section aria-label="By age" className="mb-4 text-xs text-ink-soft">
      <p>
        {numberText(n)} unfinished, median age {medianText({ n, medianDays })}
        {overdue.n > 0 && (
          <>
            {'. '}
            {numberText(overdue.n)} overdue, by a median of {medianText(overdue)}
          </>
        )}
      </p>
      <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {bands.map(({ fromDays, ...band }, index) => (
          <div key={fromDays} className="flex gap-1.5">
            <dt>{bandNames[index]}</dt>
            <dd className="tabular text-ink">
              {numberText(band.n)}
              {band.overdue > 0 && (
                <span className="text-danger"> ({numberText(band.overdue)} overdue)</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function medianText({ n, medianDays }: FollowUpAging['overdue']): string {
  return `${countText(Math.round(medianDays ?? 0), 'day')} (n = ${numberText(n)})`;
}
