import type { IncidentMeeting, Meeting, MeetingState } from '@debrief/contract';
import { dayText, zoneName } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Column } from '../../frame/page-head.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { Time } from '../../ui/time.tsx';
import { Agenda } from './agenda.tsx';
import { Attendance } from './attendance.tsx';
import { GuestLinkDialog } from './guest-link-dialog.tsx';
import { Ideas } from './ideas.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { OutcomeText } from './outcome.tsx';
import { OwnPartPanel } from './own-part.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { Questions } from './questions.tsx';
import { Results } from './results.tsx';
import { refreshMeeting, useMeetingChange } from './use-meeting-change.ts';
import { meetingStateWords } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/meeting');

/** The meeting of the review: its plan, and what people asked, parked and learned. */
export function MeetingTab() {
  const { ref } = route.useParams();
  const { data, error } = useQuery(queries.meeting(ref));
  const [opened, setOpened] = useState<'plan' | 'invite' | 'link' | null>(null);
  const close = () => setOpened(null);
  useActions('Meeting', [
    {
      label: data?.meeting ? 'Change the plan' : 'Plan the meeting',
      isDisabled: data?.can.change !== true,
      run: () => setOpened('plan'),
    },
  ]);
  const meeting = data?.meeting ?? null;
  return (
    <Column>
      <QueryState of={{ data, error }} lines={6} />
      {data && !meeting && (
        <section aria-label="No meeting">
          <h2 className="text-base font-semibold">No meeting</h2>
          <p className="text-sm text-pretty text-ink-soft">
            A meeting lets people who were there and people who weren’t learn from the incident
            together. Most of it is for the narrative.
          </p>
          {data.can.change && (
            <p className="mt-3">
              <Button look="primary" onClick={() => setOpened('plan')}>
                Plan the meeting
              </Button>
            </p>
          )}
        </section>
      )}
      {data && meeting && (
        <>
          <Head {...{ incident: ref, meeting, data }} onOpen={setOpened} />
          {data.can.takePart && <OwnPart {...{ incident: ref, meeting, own: data.own }} />}
          <Questions incident={ref} meeting={meeting} />
          <Ideas incident={ref} meeting={meeting} />
          <Agenda incident={ref} meeting={meeting} />
          <Attendance incident={ref} meeting={meeting} attendance={data.attendance} />
          <Results totals={data.totals} />
        </>
      )}
      {opened === 'plan' && data && <PlanDialog incident={ref} meeting={meeting} onClose={close} />}
      {opened === 'link' && meeting && (
        <GuestLinkDialog incident={ref} meetingId={meeting.id} onClose={close} />
      )}
      {opened === 'invite' && meeting && (
        <InviteDialog incident={ref} meeting={meeting} onClose={close} />
      )}
    </Column>
  );
}

function OwnPart({
  incident,
  meeting,
  own,
}: { incident: string; meeting: Meeting } & Pick<IncidentMeeting, 'own'>) {
  const { data: session } = useQuery(queries.session());
  const me = session?.account?.id;
  const refresh = () => refreshMeeting(incident);
  return (
    <OwnPartPanel
      own={own}
      isPresent={meeting.attendees.some(({ accountId }) => accountId === me)}
      actions={{
        ask: (text) => api.meeting.ask({ incident, text }).then(refresh),
        attend: () => api.meeting.attend({ incident }).then(refresh),
        change: (change) => api.meeting.changeOwnPart({ incident, ...change }).then(refresh),
      }}
    />
  );
}

const moves: Record<MeetingState, { to: MeetingState; label: string; done: string }[]> = {
  planned: [
    { to: 'running', label: 'Start', done: 'Meeting started' },
    { to: 'canceled', label: 'Cancel meeting', done: 'Meeting canceled' },
  ],
  running: [{ to: 'ended', label: 'End', done: 'Meeting ended' }],
  ended: [],
  canceled: [{ to: 'planned', label: 'Plan again', done: 'Meeting planned' }],
};

function Head({
  incident,
  meeting,
  data: { totals, attendance },
  onOpen,
}: {
  incident: string;
  meeting: Meeting;
  data: IncidentMeeting;
  onOpen: (dialog: 'plan' | 'invite' | 'link') => void;
}) {
  const zone = useShownZone();
  const { startsAt, minutes, place, facilitator, noteTaker, invited, state, can } = meeting;
  return (
    <section aria-label="Plan">
      <h2 className="flex flex-wrap items-baseline gap-2 text-base font-semibold">
        <Time at={startsAt} />
        <span className="font-normal text-ink-soft">
          {zoneName(startsAt, zone)}, {minutes} min
        </span>
        <Chip tone={state === 'running' ? 'good' : state === 'canceled' ? 'danger' : 'plain'}>
          {meetingStateWords[state]}
        </Chip>
      </h2>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
        {place !== '' && <Fact name="Place" value={<Place place={place} />} />}
        <Fact name="Facilitator" value={facilitator?.name ?? 'None yet'} />
        <Fact name="Note-taker" value={noteTaker?.name ?? 'None yet'} />
        <Fact
          name="Invited"
          value={
            invited.length === 0
              ? 'No one yet'
              : `${invited.map(({ name }) => name).join(', ')}. Have read the report: ${totals.read.words}.`
          }
        />
      </dl>
      <Deadline incident={incident} />
      {state === 'ended' && (
        <p className="mt-2 text-sm text-pretty">
          <OutcomeText {...{ meeting, attendance, totals }} />
        </p>
      )}
      <p className="mt-3 flex flex-wrap gap-2">
        {state !== 'canceled' && (
          <Link
            to="/incidents/$ref/meeting/present"
            params={{ ref: incident }}
            className={buttonClass('primary', true)}
          >
            Present
          </Link>
        )}
        {can.change &&
          moves[state].map((move) => <StateButton key={move.to} {...{ incident, ...move }} />)}
        {can.change && (
          <>
            <Button small onClick={() => onOpen('plan')}>
              Change the plan
            </Button>
            <Button small onClick={() => onOpen('invite')}>
              Invite people
            </Button>
            <Button small onClick={() => onOpen('link')}>
              Link for guests
            </Button>
          </>
        )}
        <a
          href={`/api/incidents/${incident}/meeting/invitation.ics`}
          download
          className={buttonClass('plain', true)}
        >
          Download invitation
        </a>
      </p>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  );
}

function Place({ place }: { place: string }) {
  if (!/^https?:\/\//i.test(place)) return place;
  return (
    <a
      href={place}
      target="_blank"
      rel="noreferrer"
      className="touch text-accent underline underline-offset-2"
    >
      {place}
    </a>
  );
}

/** Deadlines are hints: a late meeting is better than none. */
function Deadline({ incident }: { incident: string }) {
  const { data } = useQuery(reviewQueries.review(incident));
  const dueOn = data?.review?.dueOn ?? null;
  return (
    <p className="mt-2 text-sm text-pretty text-ink-soft">
      {dueOn !== null && `The review is promised by ${dayText(dueOn)}. `}
      Many teams meet within 3 days of a SEV-1 and 5 business days of a SEV-2.
    </p>
  );
}

function StateButton({
  incident,
  to,
  label,
  done,
}: {
  incident: string;
  to: MeetingState;
  label: string;
  done: string;
}) {
  const move = useMeetingChange(incident, {
    send: () => api.meeting.changeState({ incident, to }),
    done,
  });
  return (
    <Button small isBusy={move.isPending} onClick={move.mutate}>
      {label}
    </Button>
  );
}
