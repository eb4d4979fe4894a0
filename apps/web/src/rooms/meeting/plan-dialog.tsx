import type { Candidate, FollowUpOwner, Meeting } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { readTime, writeTime } from '../../ui/zoned-time.ts';
import { useMeetingChange } from './use-meeting-change.ts';

/** An account that can see the incident if it has this name, else a person. */
function toPerson(name: string, candidates: readonly Candidate[]) {
  const trimmed = name.trim();
  if (trimmed === '') return null;
  const account = candidates.find((one) => one.name === trimmed);
  return account
    ? { type: 'account' as const, accountId: account.accountId }
    : { type: 'person' as const, name: trimmed };
}

const hasChanged = (person: FollowUpOwner | null | undefined, name: string) =>
  (person?.name ?? '') !== name.trim();

/** When, how long, where, and who leads the meeting. */
export function PlanDialog({
  incident,
  meeting,
  onClose,
}: {
  incident: string;
  meeting: Meeting | null;
  onClose: () => void;
}) {
  const zone = useShownZone();
  const { data } = useQuery(reviewQueries.candidates(incident));
  const candidates = data?.items ?? [];
  const [start, setStart] = useState(meeting ? writeTime(meeting.startsAt, zone) : '');
  const [minutes, setMinutes] = useState(String(meeting?.minutes ?? 60));
  const [place, setPlace] = useState(meeting?.place ?? '');
  const [facilitator, setFacilitator] = useState(meeting?.facilitator?.name ?? '');
  const [noteTaker, setNoteTaker] = useState(meeting?.noteTaker?.name ?? '');
  const startsAt = readTime(start, zone);
  const save = useMeetingChange(incident, {
    send: () =>
      api.meeting.plan({
        incident,
        version: meeting?.version ?? null,
        ...(startsAt !== null && { startsAt }),
        minutes: Number(minutes),
        zone,
        place,
        ...(hasChanged(meeting?.facilitator, facilitator) && {
          facilitator: toPerson(facilitator, candidates),
        }),
        ...(hasChanged(meeting?.noteTaker, noteTaker) && {
          noteTaker: toPerson(noteTaker, candidates),
        }),
      }),
    done: 'Meeting planned',
    onDone: onClose,
  });
  const names = candidates.map(({ name }) => name);
  return (
    <FormDialog
      title={meeting ? 'Change the plan' : 'Plan the meeting'}
      lead="Calendars update the same entry when you send the invitation again."
      submit="Save"
      save={save}
      onClose={onClose}
      isDisabled={startsAt === null}
    >
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <TimeField
          label="Starts"
          text={start}
          onType={setStart}
          zone={zone}
          placeholder="31 Mar 2026, 16:00"
        />
        <Field
          label="Length"
          name="minutes"
          type="number"
          min={10}
          max={480}
          suffix="min"
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </div>
      <Field
        label="Place"
        name="place"
        value={place}
        maxLength={500}
        autoComplete="off"
        hint="A room, or the URL of a call."
        onChange={(event) => setPlace(event.target.value)}
      />
      <Field
        label="Facilitator"
        name="facilitator"
        value={facilitator}
        maxLength={200}
        autoComplete="off"
        suggestions={names}
        hint="Leads the meeting and gives no opinions. Best is someone who wasn’t involved."
        onChange={(event) => setFacilitator(event.target.value)}
      />
      <Field
        label="Note-taker"
        name="noteTaker"
        value={noteTaker}
        maxLength={200}
        autoComplete="off"
        suggestions={names}
        onChange={(event) => setNoteTaker(event.target.value)}
      />
    </FormDialog>
  );
}
