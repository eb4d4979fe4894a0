import type { TimelineEvent } from '@debrief/contract';
import { toRunbookText } from '@debrief/rules/runbook';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Checkbox, Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { showToast } from '../../ui/toast.tsx';
import { refreshRunbooks, undoRunbook } from './changes.ts';

interface FromTimelineDialogProps {
  incident: string;
  onClose: () => void;
}

const isAction = ({ type }: TimelineEvent) => type === 'repair' || type === 'decision';

/** Selected events of the timeline become the steps of a new runbook. */
export function FromTimelineDialog({ incident, onClose }: FromTimelineDialogProps) {
  const navigate = useNavigate();
  const { data, error } = useQuery(queries.timeline(incident));
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const events = data?.events ?? [];
  const selected = events.filter((event) => chosen.get(event.id) ?? isAction(event));
  const save = useMutation({
    mutationFn: () =>
      api.runbook.add({ id, name, text: toRunbookText(selected.map(({ title }) => title)) }),
    onSuccess: async ({ activityId }) => {
      await refreshRunbooks();
      onClose();
      void navigate({ to: '/runbooks/$id', params: { id } });
      if (activityId !== null)
        showToast({ title: 'Created the runbook', undo: () => undoRunbook(activityId) });
    },
  });
  return (
    <FormDialog
      size="wide"
      title="Create a runbook from the timeline"
      lead="The titles of the selected events become its steps. Everyone with an account can read them, also people who can't see this incident."
      onClose={onClose}
      save={save}
      submit="Create"
      isDisabled={selected.length === 0}
    >
      <Field
        label="Name"
        name="name"
        required
        autoFocus
        maxLength={200}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Events</legend>
        <QueryState of={{ data, error }} lines={4} />
        {data && events.length === 0 && (
          <p className="text-sm text-ink-soft">The timeline has no events.</p>
        )}
        <div className="max-h-80 overflow-y-auto">
          {events.map((event) => (
            <Checkbox
              key={event.id}
              label={event.title}
              checked={chosen.get(event.id) ?? isAction(event)}
              onChange={({ target }) =>
                setChosen((before) => new Map(before).set(event.id, target.checked))
              }
            />
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}
