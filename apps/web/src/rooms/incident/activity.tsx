import { activityText, type Activity } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Column } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { activityDetails } from './activity-details.ts';

const route = getRouteApi('/inside/incidents/$ref/activity');

export function ActivityTab() {
  const { ref } = route.useParams();
  const zone = useShownZone();
  const list = useInfiniteQuery(queries.activity(ref));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const days = [...Map.groupBy(rows, (row) => timeText(row.at, zone, 'day'))];
  return (
    <Column>
      <ProblemNote error={list.error} />
      {list.isPending && <Skeleton lines={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState title="Nothing has been done yet">
          Every change of the incident is kept here: who made it, when, and what it was before.
        </EmptyState>
      )}
      {days.map(([day, ofDay]) => (
        <section key={day} aria-label={day} className="mb-7">
          <h2 className="border-b border-line-strong pb-1 text-sm font-semibold">{day}</h2>
          <ol>
            {ofDay.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ol>
        </section>
      ))}
      <ShowMore list={list} label="Show what was before" />
    </Column>
  );
}

function Row({ row }: { row: Activity }) {
  const details = activityDetails(row, useShownZone());
  return (
    <li className="flex gap-4 border-b border-line py-2">
      <Time at={row.at} show="clock" className="w-12 shrink-0 text-ink-soft" />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="font-medium">{row.by.name}</span> {activityText(row)}
        </p>
        {details.length > 0 && (
          <ul className="text-sm text-ink-soft">
            {details.map((detail) => (
              <li key={detail} className="wrap-anywhere">
                {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
