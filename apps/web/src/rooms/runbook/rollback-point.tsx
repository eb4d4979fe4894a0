import type { RunbookRun } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useRunChange } from './use-run-change.ts';

/** How to go back, as it was before the rollout. */
export function RollbackPoint({ run }: { run: RunbookRun }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="text-ink-soft">Rollback point:</span>
      <code className="min-w-0 wrap-anywhere">{run.rollbackPoint ?? 'none'}</code>
      {run.can.change && (
        <Button small look="quiet" onClick={() => setOpen(true)}>
          Edit<span className="sr-only"> the rollback point</span>
        </Button>
      )}
      {isOpen && <RollbackDialog run={run} onClose={() => setOpen(false)} />}
    </p>
  );
}

function RollbackDialog({ run, onClose }: { run: RunbookRun; onClose: () => void }) {
  const [rollbackPoint, setPoint] = useState(run.rollbackPoint ?? '');
  const save = useRunChange(run.incidentRef, {
    send: () => api.runbook.changeRun({ id: run.id, version: run.version, rollbackPoint }),
    done: 'Rollback point saved',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Rollback point"
      lead="How to go back: a version or a command."
      onClose={onClose}
      save={save}
      submit="Save"
    >
      <Field
        label="Rollback point"
        maxLength={2_000}
        placeholder="kubectl rollout undo deployment/search"
        value={rollbackPoint}
        onChange={({ target }) => setPoint(target.value)}
      />
    </FormDialog>
  );
}
