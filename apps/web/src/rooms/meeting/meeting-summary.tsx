import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../data/queries.ts';
import { Time } from '../../ui/time.tsx';
import { OutcomeText } from './outcome.tsx';
import { meetingStateWords } from './words.ts';

/** The meeting on the page of the review: when it is, or what came out of it. */
export function MeetingSummary({ incident }: { incident: string }) {
  const { data } = useQuery(queries.meeting(incident));
  if (!data) return null;
  const { meeting, attendance, totals } = data;
  return (
    <section aria-label="Meeting" className="mt-8">
      <h2 className="text-base font-semibold">Meeting</h2>
      <p className="text-sm text-pretty">
        {meeting === null ? (
          <span className="text-ink-soft">No meeting is planned. </span>
        ) : meeting.state === 'ended' ? (
          <OutcomeText {...{ meeting, attendance, totals }} />
        ) : (
          <>
            {meetingStateWords[meeting.state]}, <Time at={meeting.startsAt} />.{' '}
          </>
        )}
        <Link
          to="/incidents/$ref/meeting"
          params={{ ref: incident }}
          className="text-accent underline underline-offset-2"
        >
          {meeting === null ? 'Plan a meeting' : 'Show the meeting'}
        </Link>
      </p>
    </section>
  );
}
