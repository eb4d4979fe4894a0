import type { Attendee, IncidentMeeting, Meeting } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { independenceWords } from '../review/words.ts';
import { useMeetingChange } from './use-meeting-change.ts';

/** Who came, and who of them was not involved. */
export function Attendance({
  incident,
  meeting,
  attendance,
}: { incident: string; meeting: Meeting } & Pick<IncidentMeeting, 'attendance'>) {
  const [isOpen, setOpen] = useState(false);
  const independence = new Map(attendance.map((one) => [one.id, one.independence]));
  return (
    <section aria-label="Attendance" className="mt-8">
      <h2 className="text-base font-semibold">Attendance</h2>
      {meeting.attendees.length === 0 && (
        <p className="text-sm text-ink-soft">Everyone says for themselves that they are there.</p>
      )}
      <ul className="mt-2 border-t border-line empty:hidden">
        {meeting.attendees.map((attendee) => (
          <AttendeeRow
            key={attendee.id}
            incident={incident}
            attendee={attendee}
            independence={independence.get(attendee.id)}
            canChange={meeting.can.change}
          />
        ))}
      </ul>
      {meeting.can.change && (
        <p className="mt-3">
          <Button small onClick={() => setOpen(true)}>
            Add attendee
          </Button>
        </p>
      )}
      {isOpen && <AddDialog incident={incident} onClose={() => setOpen(false)} />}
    </section>
  );
}

function AttendeeRow({
  incident,
  attendee: { id, name },
  independence,
  canChange,
}: {
  incident: string;
  attendee: Attendee;
  independence: IncidentMeeting['attendance'][number]['independence'] | undefined;
  canChange: boolean;
}) {
  const remove = useMeetingChange(incident, {
    send: () => api.meeting.removeAttendee({ incident, id }),
    done: `${name} removed`,
  });
  return (
    <li className="flex items-baseline gap-3 border-b border-line py-1.5 text-sm">
      <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
      {independence && <Chip>{independenceWords[independence]}</Chip>}
      {canChange && (
        <Button small look="quiet" isBusy={remove.isPending} onClick={remove.mutate}>
          Remove
        </Button>
      )}
    </li>
  );
}

function AddDialog({ incident, onClose }: { incident: string; onClose: () => void }) {
  const { data } = useQuery(reviewQueries.candidates(incident));
  const [name, setName] = useState('');
  const account = data?.items.find((one) => one.name === name.trim());
  const save = useMeetingChange(incident, {
    send: () =>
      api.meeting.attend({
        incident,
        ...(account ? { accountId: account.accountId } : { name }),
      }),
    done: 'Attendee added',
    onDone: onClose,
  });
  return (
    <FormDialog title="Add attendee" submit="Add" save={save} onClose={onClose}>
      <Field
        label="Name"
        name="name"
        required
        maxLength={200}
        autoComplete="off"
        suggestions={data?.items.map((one) => one.name)}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
