import type { AlertDrill, DrillState, Safeguard } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState, type ComponentProps } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';

const looks: Record<DrillState, { label: string; tone: ComponentProps<typeof Chip>['tone'] }> = {
  waiting: { label: 'Test alert sent', tone: 'plain' },
  arrived: { label: 'Test alert arrived', tone: 'good' },
  missed: { label: "Test alert didn't arrive", tone: 'danger' },
  failed: { label: 'Test alert not sent', tone: 'danger' },
  canceled: { label: 'Test alert canceled', tone: 'plain' },
};

const refresh = (ref: string) =>
  queryClient.invalidateQueries({ queryKey: queries.safeguards(ref).queryKey });

interface DrillLineProps {
  safeguard: Safeguard;
  drill: AlertDrill;
}

/** The newest test alert: where it is, and a button that stops waiting. */
export function DrillLine({ safeguard, drill }: DrillLineProps) {
  const { id, incidentRef, can } = safeguard;
  const cancel = useMutation({
    mutationFn: () => api.safeguard.cancelDrill({ id, drill: drill.id }),
    onSettled: () => refresh(incidentRef),
  });
  const { label, tone } = looks[drill.state];
  return (
    <div className="mt-2 text-sm wrap-anywhere">
      <p aria-live="polite">
        <Chip tone={tone ?? 'plain'}>{label}</Chip> {drill.text}{' '}
        <span className="text-xs text-ink-soft">
          {drill.state === 'failed' ? 'Tried' : 'Sent'} by {drill.by}: {drill.address},{' '}
          <Time at={drill.at} />
        </span>{' '}
        {drill.state === 'waiting' && can.change && (
          <Button small look="quiet" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        )}
      </p>
      {cancel.error && <ProblemNote error={cancel.error} />}
    </div>
  );
}

interface DrillDialogProps {
  safeguard: Safeguard;
  onClose: () => void;
}

export function DrillDialog({ safeguard, onClose }: DrillDialogProps) {
  const { id, incidentRef, lastDrill } = safeguard;
  const [drill] = useState(() => crypto.randomUUID());
  const [alertmanager, setAlertmanager] = useState(lastDrill?.address ?? '');
  const [minutes, setMinutes] = useState('10');
  const send = useMutation({
    mutationFn: () =>
      api.safeguard.drill({ id, drill, alertmanager, minutes: Math.round(Number(minutes)) }),
    onSuccess: onClose,
    onSettled: () => refresh(incidentRef),
  });
  return (
    <FormDialog
      title="Send a test alert"
      lead="Alertmanager gets this alert with its labels, marked as a test, and sends it to everyone on its route. It has arrived when an inbound endpoint of this incident or of the organization receives it. It does not become evidence."
      submit="Send"
      save={{ ...send, mutate: () => send.mutate() }}
      onClose={onClose}
    >
      <Field
        label="Address of Alertmanager"
        name="alertmanager"
        type="url"
        required
        value={alertmanager}
        placeholder="https://alertmanager.example.com"
        hint="Debrief's server sends it. Private addresses have to be allowed there."
        onChange={({ target }) => setAlertmanager(target.value)}
      />
      <Field
        label="Wait for (minutes)"
        name="minutes"
        type="number"
        min={1}
        max={60}
        required
        value={minutes}
        onChange={({ target }) => setMinutes(target.value)}
      />
    </FormDialog>
  );
}
