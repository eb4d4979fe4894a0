import type { OnCallSchedule, TeamLoads } from '@debrief/contract';
import { countText, numberText, percentText } from '@debrief/rules/numbers';
import { dayText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { ScheduleDialog, ScheduleImportDialog } from './on-call-dialogs.tsx';

/** The reader's own load, figures of teams, and for admins the schedules. */
export function OnCall({ canManage }: { canManage: boolean }) {
  return (
    <div className="flex flex-col gap-5">
      {canManage && <Schedules />}
      <OwnFigures />
      <TeamFigures />
    </div>
  );
}

function Schedules() {
  const { data, error } = useQuery(queries.onCallSchedules());
  const [open, setOpen] = useState<'import' | OnCallSchedule | null>(null);
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">
          Import who was on call from an iCalendar file, PagerDuty or Opsgenie. Incidents show who
          was on call then.
        </p>
        <Button icon={<Upload size={15} />} onClick={() => setOpen('import')}>
          Import schedules
        </Button>
      </div>
      <QueryState of={{ data, error }} lines={2} />
      {data && data.items.length > 0 && (
        <ul aria-label="On-call schedules" className="mt-3 border-t border-line">
          {data.items.map((schedule) => (
            <li
              key={schedule.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 text-sm"
            >
              <span className="min-w-0 flex-1 basis-56">
                <span className="font-medium wrap-anywhere">{schedule.name}</span>
                <span className="block text-ink-soft">{describeSchedule(schedule)}</span>
              </span>
              <Button look="quiet" onClick={() => setOpen(schedule)}>
                Show shifts
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open === 'import' && <ScheduleImportDialog onClose={() => setOpen(null)} />}
      {open !== null && open !== 'import' && (
        <ScheduleDialog schedule={open} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function describeSchedule({ team, people, shifts, covered }: OnCallSchedule): string {
  const [first, last] = [covered[0], covered.at(-1)];
  const days =
    first && last
      ? `${dayText(first.from.slice(0, 10))} to ${dayText(last.until.slice(0, 10))}`
      : '';
  return [team ?? '', countText(people, 'person', 'people'), countText(shifts, 'shift'), days]
    .filter(Boolean)
    .join(' · ');
}

function OwnFigures() {
  const { data } = useQuery(queries.ownLoad());
  if (!data) return null;
  if (data.share === null)
    return (
      <p className="text-sm text-ink-soft">
        Your own load appears here when a schedule has shifts with your email address.
      </p>
    );
  const isOver = data.share > data.limits.share;
  return (
    <section aria-label="Your on-call load" className="text-sm">
      <h3 className="font-semibold">Your last 90 days</h3>
      <ul className="mt-1">
        <li>
          On call {percentText(data.share)} of the time ({numberText(data.onCallHours)} h)
          {isOver ? ', more than' : '; the limit is'} {percentText(data.limits.share)}
          {data.nightHours !== null &&
            `. ${numberText(data.nightHours)} h were between 22:00 and 08:00.`}
        </li>
        <li>
          {countText(data.incidents, 'incident')} while on call. {data.busyShifts} of{' '}
          {countText(data.shifts, 'shift')} of 12 hours had more than {data.limits.incidents}.
        </li>
      </ul>
      <p className="mt-1 text-xs text-ink-soft">
        Only you see this. The limits are those of the Google SRE book.
      </p>
    </section>
  );
}

function TeamFigures() {
  const { data } = useQuery(queries.teamLoads());
  if (!data || data.teams.length === 0) return null;
  return (
    <section aria-label="On-call load of teams" className="text-sm">
      <h3 className="font-semibold">Teams, last 90 days</h3>
      <ul className="mt-1 border-t border-line">
        {data.teams.map((team) => (
          <li key={team.name} className="flex flex-wrap gap-x-4 border-b border-line py-1.5">
            <span className="min-w-40 flex-1 font-medium wrap-anywhere">{team.name}</span>
            <span className="tabular text-ink-soft">{describeTeam(team)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeTeam(team: TeamLoads['teams'][number]): string {
  if (team.people === null) return 'fewer than 5 people on call';
  return [
    countText(team.people, 'person', 'people'),
    team.share === null ? '' : `${percentText(team.share)} of the time each`,
    countText(team.incidents ?? 0, 'incident'),
    `${team.busyShifts ?? 0} of ${countText(team.shifts ?? 0, 'shift')} with more than 2`,
  ]
    .filter(Boolean)
    .join(' · ');
}
