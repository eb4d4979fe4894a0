import type { Interview } from '@debrief/contract';
import { defaultConsent } from '@debrief/rules/interview';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { readTime, writeTime } from '../../ui/zoned-time.ts';
import { refreshInterviews, showInterview } from './queries.ts';

/** Someone to interview; the name is empty if it has to be entered. */
export interface Interviewee {
  personId: string | null;
  name: string;
}

interface PlanDialogProps {
  incident: string;
  /** Who is selected first. */
  person: Interviewee;
  /** What it is about, and others to select from. */
  topic?: string;
  people?: readonly Interviewee[];
  onClose: () => void;
}

/** Plans an interview that the reader leads, and opens it. */
export function PlanDialog({ incident, topic, people = [], onClose, ...given }: PlanDialogProps) {
  const [person, setPerson] = useState(given.person);
  const navigate = useNavigate();
  const [name, setName] = useState(person.name);
  const [id] = useState(() => crypto.randomUUID());
  const [form, setForm] = useState<Appointment>({
    time: '',
    minutes: '45',
    place: '',
    scribe: '',
    consent:
      topic === undefined
        ? defaultConsent
        : `${defaultConsent}\n\nI'd like to learn what you know about ${topic}.`,
  });
  const { settings } = useAppointment(form);
  const save = useMutation({
    mutationFn: () =>
      api.interview.plan({
        incident,
        id,
        person:
          person.personId === null
            ? { name: person.name === '' ? name : person.name }
            : { personId: person.personId },
        ...settings,
      }),
    onSuccess: (interview) => {
      showInterview(interview);
      onClose();
      void navigate({ to: '/interviews/$id', params: { id: interview.id } });
    },
    onSettled: refreshInterviews,
  });
  return (
    <FormDialog
      title={
        topic !== undefined
          ? `Interview an expert in ${topic}`
          : person.name === ''
            ? 'Interview someone'
            : `Interview ${person.name}`
      }
      lead="Ask in person first, and call it a chat. They can say no, also later."
      submit="Plan"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    >
      {people.length > 0 && (
        <Select
          label="Who"
          name="who"
          value={person.name}
          choices={[
            ...people.map((one) => ({ value: one.name, label: one.name })),
            { value: '', label: 'Someone else' },
          ]}
          onChoose={(who) =>
            setPerson(people.find((one) => one.name === who) ?? { personId: null, name: '' })
          }
        />
      )}
      {person.name === '' && (
        <Field
          label="Name"
          name="person"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <AppointmentFields form={form} onChange={setForm} />
    </FormDialog>
  );
}

interface Appointment {
  time: string;
  minutes: string;
  place: string;
  scribe: string;
  consent: string;
}

function useAppointment({ time, minutes, place, scribe, consent }: Appointment) {
  const zone = useShownZone();
  return {
    settings: {
      startsAt: time.trim() === '' ? null : (readTime(time, zone) ?? time),
      minutes: Number(minutes),
      place,
      scribe: scribe === '' ? null : scribe,
      consent,
    },
  };
}

/** Changes the time, the place, the scribe and the consent text. */
export function ChangeDialog({
  interview,
  onClose,
}: {
  interview: Interview;
  onClose: () => void;
}) {
  const zone = useShownZone();
  const { id, version, startsAt, minutes, place, scribe, consent } = interview;
  const [form, setForm] = useState<Appointment>({
    time: startsAt === null ? '' : writeTime(startsAt, zone),
    minutes: String(minutes),
    place,
    scribe: scribe?.accountId ?? '',
    consent,
  });
  const { settings } = useAppointment(form);
  const save = useMutation({
    mutationFn: () => api.interview.change({ id, version, ...settings }),
    onSuccess: (after) => {
      showInterview(after);
      onClose();
    },
    onError: refreshInterviews,
  });
  return (
    <FormDialog
      title="Change the interview"
      submit="Save"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    >
      <AppointmentFields form={form} onChange={setForm} />
    </FormDialog>
  );
}

function AppointmentFields({
  form,
  onChange,
}: {
  form: Appointment;
  onChange: (form: Appointment) => void;
}) {
  const zone = useShownZone();
  const { data: accounts } = useQuery(queries.accounts());
  const { data: session } = useQuery(queries.session());
  const set = (change: Partial<Appointment>) => onChange({ ...form, ...change });
  const others = accounts?.items.filter(
    (one) => one.id !== session?.account?.id && !one.isDisabled,
  );
  return (
    <>
      <TimeField
        label="When (optional)"
        text={form.time}
        zone={zone}
        onType={(time) => set({ time })}
      />
      <Field
        label="Minutes"
        name="minutes"
        type="number"
        min={5}
        max={240}
        required
        value={form.minutes}
        hint="20 to 60 is usual."
        onChange={(event) => set({ minutes: event.target.value })}
      />
      <Field
        label="Where (optional)"
        name="place"
        maxLength={500}
        value={form.place}
        placeholder="A room or a link"
        onChange={(event) => set({ place: event.target.value })}
      />
      <Select
        label="Scribe"
        name="scribe"
        value={form.scribe}
        choices={[
          { value: '', label: 'None: I take notes myself' },
          ...(others?.map((one) => ({ value: one.id, label: one.name })) ?? []),
        ]}
        onChoose={(scribe) => set({ scribe })}
      />
      <TextArea
        label="Consent"
        name="consent"
        rows={7}
        maxLength={20_000}
        value={form.consent}
        hint="They see it with the time and the place. Say it again when you start."
        onChange={(event) => set({ consent: event.target.value })}
      />
    </>
  );
}
