import type { RunbookRun, RunStep } from '@debrief/contract';
import { countDone } from '@debrief/rules/runbook';
import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { runbookQueries } from './queries.ts';
import { useRunChange } from './use-run-change.ts';

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
          <Link
            to="/runbooks/$id"
            params={{ id: run.runbookId }}
            className="text-accent underline underline-offset-2"
          >
            {name}
          </Link>
        </h3>
        <span className="text-sm text-ink-soft">
          {done} of {countText(steps.length, 'step')} done. Started by {createdBy.name},{' '}
          <Time at={createdAt} />
        </span>
      </header>
      <ol className="mt-2">
        {steps.map((step) => (
          <Step key={step.id} run={run} step={step} />
        ))}
      </ol>
      {can.change && (
        <p className="mt-3 flex flex-wrap gap-2">
          <Button small disabled={done === 0} onClick={() => reportFailure(addToRecord(run))}>
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

function Step({ run, step: { id, text, done } }: { run: RunbookRun; step: RunStep }) {
  const check = useMutation({
    mutationFn: (isDone: boolean) => api.runbook.check({ id: run.id, step: id, isDone }),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: runbookQueries.runs(run.incidentRef).queryKey }),
  });
  return (
    <li className="border-t border-line">
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5 text-sm has-disabled:cursor-default">
        <input
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 accent-accent"
          checked={check.isPending ? check.variables : done !== null}
          disabled={!run.can.change || check.isPending}
          onChange={({ target }) => check.mutate(target.checked)}
        />
        <span className="min-w-0 wrap-anywhere">
          {text}
          {done && (
            <span className="block text-xs text-ink-soft">
              {done.by}, <Time at={done.at} />
            </span>
          )}
        </span>
      </label>
      {check.error && <ProblemNote error={check.error} />}
    </li>
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
