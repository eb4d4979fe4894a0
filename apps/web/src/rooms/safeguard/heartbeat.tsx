import type { Heartbeat, Safeguard } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Time } from '../../ui/time.tsx';

/** Whether the last sign of life is in time. */
export function HeartbeatLine({ heartbeat }: { heartbeat: Heartbeat }) {
  const { everyMinutes, alert, since, lastAt, silentAt } = heartbeat;
  return (
    <p className="mt-2 text-sm wrap-anywhere">
      {silentAt === null ? (
        <Chip tone={lastAt === null ? 'plain' : 'good'}>
          {lastAt === null ? 'Waiting for a heartbeat' : 'Heartbeat'}
        </Chip>
      ) : (
        <Chip tone="danger">
          Silent since <Time at={lastAt ?? since} />
        </Chip>
      )}{' '}
      {silentAt === null && lastAt !== null && (
        <>
          Last one <Time at={lastAt} />.{' '}
        </>
      )}
      <span className="text-xs text-ink-soft">
        {alert === '' ? 'Expected' : `From the alert ${alert}, expected`} every{' '}
        {countText(everyMinutes, 'minute')}
      </span>
    </p>
  );
}

/** How often a safeguard shows that it still works. */
export function HeartbeatDialog({
  safeguard,
  onClose,
}: {
  safeguard: Safeguard;
  onClose: () => void;
}) {
  const { id, incidentRef, heartbeat, checks } = safeguard;
  const [every, setEvery] = useState(String(heartbeat?.everyMinutes ?? ''));
  const [grace, setGrace] = useState(String(heartbeat?.graceMinutes ?? 1));
  const [alert, setAlert] = useState(heartbeat?.alert ?? (checks === null ? 'Watchdog' : ''));
  const save = useMutation({
    mutationFn: () =>
      api.safeguard.expect({
        id,
        heartbeat:
          every === '' ? null : { everyMinutes: Number(every), graceMinutes: Number(grace), alert },
      }),
    onSuccess: onClose,
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: queries.safeguards(incidentRef).queryKey }),
  });
  return (
    <FormDialog
      title="Expect heartbeats"
      lead="If they stay away, the safeguard is shown as silent and people who worked on the incident are notified, once, and again when it is back."
      submit="Save"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    >
      <Field
        label="Every (minutes)"
        name="everyMinutes"
        type="number"
        min={1}
        max={10_080}
        value={every}
        hint="Empty: none is expected."
        onChange={({ target }) => setEvery(target.value)}
      />
      <Field
        label="Grace (minutes)"
        name="graceMinutes"
        type="number"
        min={0}
        max={10_080}
        required
        value={grace}
        hint="How late it can be."
        onChange={({ target }) => setGrace(target.value)}
      />
      <Field
        label="Alert (optional)"
        name="alert"
        value={alert}
        hint={
          checks === null
            ? 'An alert that always fires, and that Alertmanager sends to an inbound endpoint. Its repeat_interval has to be shorter than the time above.'
            : 'Reported runs count, and so does an alert that always fires.'
        }
        onChange={({ target }) => setAlert(target.value)}
      />
    </FormDialog>
  );
}
