import { ActivityArea, activityText, type Activity } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Column } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Time } from '../../ui/time.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { activityDetails } from './activity-details.ts';
import { activityPath } from './activity-path.ts';
import { QueryState } from '../../ui/query-state.tsx';

const areaWords: Record<ActivityArea, string> = {
  incident: 'Incident',
  evidence: 'Evidence',
  timeline: 'Timeline',
  investigation: 'Investigation',
  report: 'Report',
  review: 'Review',
  'follow-up': 'Follow-ups',
  comment: 'Comments',
  people: 'People',
};

const route = getRouteApi('/inside/incidents/$ref/activity');

export function ActivityTab() {
  const { ref } = route.useParams();
  const zone = useShownZone();
  const { about } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(queries.activity(ref, about));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const days = [...Map.groupBy(rows, (row) => timeText(row.at, zone, 'day'))];
  return (
    <Column>
      <div className="no-print mb-5">
        <FilterChip
          label="About"
          value={about ?? 'everything'}
          choices={areas}
          onChoose={(next) =>
            void navigate({ search: next === 'everything' ? {} : { about: next }, replace: true })
          }
        />
      </div>
      <QueryState of={list} lines={8} />
      {list.data && rows.length === 0 && about && (
        <EmptyState title="No activity about this">Select another area.</EmptyState>
      )}
      {list.data && rows.length === 0 && !about && (
        <EmptyState title="Nothing has been done yet">
          Every change of the incident is kept here: who made it, when, and what it was before.
        </EmptyState>
      )}
      {days.map(([day, ofDay]) => (
        <section key={day} aria-label={day} className="mb-7">
          <h2 className="border-b border-line-strong pb-1 text-sm font-semibold">{day}</h2>
          <ol>
            {ofDay.map((row) => (
              <Row key={row.id} row={row} incident={ref} />
            ))}
          </ol>
        </section>
      ))}
      <ShowMore list={list} label="Show what was before" />
    </Column>
  );
}

const areas = [
  { value: 'everything' as const, label: 'Everything' },
  ...ActivityArea.options.map((value) => ({ value, label: areaWords[value] })),
];

function Row({ row, incident }: { row: Activity; incident: string }) {
  const path = activityPath(incident, row);
  const details = activityDetails(row, useShownZone());
  return (
    <li className="flex gap-4 border-b border-line py-2">
      <Time at={row.at} show="clock" className="w-12 shrink-0 text-ink-soft" />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="font-medium">{row.by.name}</span>{' '}
          {path === null ? (
            activityText(row)
          ) : (
            <Link to={path} className="text-ink underline-offset-2 hover:underline">
              {activityText(row)}
            </Link>
          )}
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
