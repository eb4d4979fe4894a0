import type { Meeting } from '@debrief/contract';
import { listAgendaTimes } from '@debrief/rules/meeting';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Time } from '../../ui/time.tsx';
import { useMeetingChange } from './use-meeting-change.ts';

/** The sections with their times. */
export function Agenda({ incident, meeting }: { incident: string; meeting: Meeting }) {
  const [isEdited, setEdited] = useState(false);
  const sum = meeting.agenda.reduce((minutes, one) => minutes + one.minutes, 0);
  return (
    <section aria-label="Agenda" className="mt-8">
      <h2 className="text-base font-semibold">Agenda</h2>
      <ol className="mt-2 border-t border-line">
        {listAgendaTimes(meeting).map(({ id, title, minutes, startsAt }) => (
          <li key={id} className="flex items-baseline gap-3 border-b border-line py-1.5 text-sm">
            <span className="w-12 text-ink-soft">
              <Time at={startsAt} show="clock" />
            </span>
            <span className="min-w-0 flex-1 wrap-anywhere">{title}</span>
            <span className="tabular text-ink-soft">{minutes} min</span>
          </li>
        ))}
      </ol>
      {sum !== meeting.minutes && (
        <p className="mt-1 text-sm text-ink-soft">
          The sections take {sum} minutes of {meeting.minutes}.
        </p>
      )}
      {meeting.can.change && (
        <p className="mt-3">
          <Button small onClick={() => setEdited(true)}>
            Edit agenda
          </Button>
        </p>
      )}
      {isEdited && <AgendaDialog {...{ incident, meeting }} onClose={() => setEdited(false)} />}
    </section>
  );
}

function AgendaDialog({
  incident,
  meeting,
  onClose,
}: {
  incident: string;
  meeting: Meeting;
  onClose: () => void;
}) {
  const [sections, setSections] = useState(meeting.agenda);
  const change = (id: string, next: { title?: string; minutes?: number }) =>
    setSections((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const sum = sections.reduce((minutes, one) => minutes + one.minutes, 0);
  const save = useMeetingChange(incident, {
    send: () => api.meeting.plan({ incident, version: meeting.version, agenda: sections }),
    done: 'Agenda saved',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Edit agenda"
      lead={`${sum} of ${meeting.minutes} minutes. Set a section to 0 minutes to skip it.`}
      submit="Save"
      save={save}
      onClose={onClose}
      size="wide"
    >
      {sections.map(({ id, title, minutes }) => (
        <div key={id} className="grid grid-cols-[1fr_6.5rem] gap-2">
          <Field
            label="Section"
            hideLabel
            required
            value={title}
            maxLength={200}
            onChange={(event) => change(id, { title: event.target.value })}
          />
          <Field
            label={`Minutes of ${title}`}
            hideLabel
            type="number"
            min={0}
            max={480}
            suffix="min"
            value={String(minutes)}
            onChange={(event) => change(id, { minutes: Number(event.target.value) })}
          />
        </div>
      ))}
    </FormDialog>
  );
}
