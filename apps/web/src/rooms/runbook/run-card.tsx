import type { RunbookRun } from '@debrief/contract';
import { countDone, isRepairRun } from '@debrief/rules/runbook';
import { countText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { RollbackPoint } from './rollback-point.tsx';
import { RolloutChip } from './rollout-chip.tsx';
import { RunStepRow } from './run-step.tsx';
import { useRunChange } from './use-run-change.ts';

const RepairPlan = lazy(async () => ({
  default: (await import('./repair-plan.tsx')).RepairPlan,
}));

/** A runbook that is followed: who did which step, and when. */
export function RunCard({ run }: { run: RunbookRun }) {
  const { id, version, name, steps, incidentRef, createdAt, createdBy, can } = run;
  const done = countDone(steps);
  const remove = useRunChange(incidentRef, {
    send: () => api.runbook.removeRun({ id, version }),
    done: `Removed: ${name}`,
  });
  return (
    <article aria-label={name} className="rounded-md border border-line bg-sheet px-4 py-3">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 text-base font-semibold wrap-anywhere">
          {run.runbookId === null ? (
            name
          ) : (
            <Link
              to="/runbooks/$id"
              params={{ id: run.runbookId }}
              className="touch text-accent underline underline-offset-2"
            >
              {name}
            </Link>
          )}
        </h3>
        {run.followUpId !== null && <RolloutChip steps={steps} />}
        <span className="text-sm text-ink-soft">
          {done} of {countText(steps.length, 'step')} done. Started by {createdBy.name},{' '}
          <Time at={createdAt} />
        </span>
      </header>
      {run.followUpId !== null && <RollbackPoint run={run} />}
      <ol className="mt-2">
        {steps.map((step) => (
          <RunStepRow key={step.id} run={run} step={step} />
        ))}
      </ol>
      {isRepairRun(run) && (
        <Suspense>
          <RepairPlan run={run} />
        </Suspense>
      )}
      {can.change && (
        <p className="mt-3 flex flex-wrap gap-2">
          <Button
            small
            disabled={steps.every((step) => step.done === null)}
            onClick={() => reportFailure(addToRecord(run))}
          >
            Add finished steps to the record
          </Button>
          <Button small look="quiet" isBusy={remove.isPending} onClick={remove.mutate}>
            Remove
          </Button>
        </p>
      )}
      {remove.error && <ProblemNote error={remove.error} />}
    </article>
  );
}

async function addToRecord({ id }: RunbookRun): Promise<void> {
  const { added, known } = await api.runbook.record({ id });
  await queryClient.invalidateQueries();
  showToast({
    title: `${countText(added, 'step')} added to the record`,
    detail: known > 0 ? `The record had ${known}.` : 'Events can cite them.',
  });
}
