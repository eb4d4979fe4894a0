import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { FromTimelineDialog } from './from-timeline-dialog.tsx';
import { runbookQueries } from './queries.ts';
import { RunCard } from './run-card.tsx';
import { useRunChange } from './use-run-change.ts';

/** The runbooks that are followed in an incident. */
export function RunsSection({ incident }: { incident: string }) {
  const { data, error } = useQuery(runbookQueries.runs(incident));
  const [open, setOpen] = useState<'start' | 'from-timeline' | null>(null);
  const isDisabled = data?.can.add !== true;
  useActions('Runbooks', [
    { label: 'Start a runbook', isDisabled, run: () => setOpen('start') },
    {
      label: 'Create a runbook from the timeline',
      isDisabled,
      run: () => setOpen('from-timeline'),
    },
  ]);
  return (
    <section aria-label="Runbooks" className="mb-8">
      <h2 className="mb-2 text-base font-semibold">Runbooks</h2>
      <QueryState of={{ data, error }} lines={3} />
      {data?.items.length === 0 && (
        <p className="mb-3 max-w-160 text-sm text-ink-soft">
          Start a runbook, and its steps are listed here with who did them and when.{' '}
          <Link to="/runbooks" className="text-accent underline underline-offset-2">
            All runbooks
          </Link>
        </p>
      )}
      <ul className="space-y-4">
        {data?.items.map((run) => (
          <li key={run.id}>
            <RunCard run={run} />
          </li>
        ))}
      </ul>
      {data?.can.add && (
        <p className="mt-4 flex flex-wrap gap-2">
          <Button onClick={() => setOpen('start')}>Start a runbook</Button>
          <Button onClick={() => setOpen('from-timeline')}>Create from the timeline</Button>
        </p>
      )}
      {open === 'start' && data && (
        <StartDialog incident={incident} suggested={data.suggested} onClose={() => setOpen(null)} />
      )}
      {open === 'from-timeline' && (
        <FromTimelineDialog incident={incident} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

interface StartDialogProps {
  incident: string;
  suggested: readonly { id: string; name: string; why: string }[];
  onClose: () => void;
}

function StartDialog({ incident, suggested, onClose }: StartDialogProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [runbook, setRunbook] = useState(suggested[0]?.id ?? '');
  const { data, error } = useQuery(runbookQueries.list({}));
  const others = data?.items.filter((one) => suggested.every((known) => known.id !== one.id)) ?? [];
  const save = useRunChange(incident, {
    send: () => api.runbook.start({ incident, id, runbook }),
    done: 'Started the runbook',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Start a runbook"
      lead="The incident keeps its text as it is now."
      onClose={onClose}
      save={save}
      submit="Start"
      isDisabled={runbook === ''}
    >
      <QueryState of={{ data, error }} lines={2} />
      {data && suggested.length + others.length === 0 && (
        <p className="text-sm">
          There are no runbooks.{' '}
          <Link to="/runbooks" className="text-accent underline underline-offset-2">
            Add one
          </Link>
        </p>
      )}
      <Select
        label="Runbook"
        value={runbook}
        choices={[
          { value: '', label: 'Select' },
          ...suggested.map((one) => ({ value: one.id, label: `${one.name} (for ${one.why})` })),
          ...others.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChoose={setRunbook}
      />
    </FormDialog>
  );
}
