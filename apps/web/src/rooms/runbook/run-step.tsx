import type { CheckStep, RunbookRun, RunStep } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CitationChip } from '../../ui/citation-chip.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { runbookQueries } from './queries.ts';
import { StepForm } from './step-form.tsx';

/** One step of a run: who marked it, its flag and its evidence. */
export function RunStepRow({ run, step }: { run: RunbookRun; step: RunStep }) {
  const { id, text, done, flag } = step;
  const [isOpen, setOpen] = useState(false);
  const change = useMutation({
    mutationFn: (input: Omit<CheckStep, 'id' | 'step'>) =>
      api.runbook.check({ id: run.id, step: id, ...input }),
    onSuccess: () => setOpen(false),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: runbookQueries.runs(run.incidentRef).queryKey }),
  });
  const cited = run.citations.filter((citation) => citation.step === id);
  const isMarked = change.isPending ? change.variables.isDone : undefined;
  return (
    <li className="border-t border-line">
      <div className="flex items-start gap-2">
        <label className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-start gap-3 py-2.5 text-sm has-disabled:cursor-default">
          <input
            type="checkbox"
            className="mt-0.5 size-5 shrink-0 accent-accent"
            checked={isMarked ?? done !== null}
            disabled={!run.can.change || change.isPending}
            onChange={({ target }) => change.mutate({ isDone: target.checked })}
          />
          <span className="min-w-0 wrap-anywhere">
            {text}
            {done?.as !== undefined && (
              <>
                {' '}
                <Chip tone={done.as === 'skipped' ? 'plain' : 'danger'}>
                  {done.as === 'skipped' ? 'Skipped' : 'Rolled back'}
                </Chip>
              </>
            )}
            {done && (
              <span className="block text-xs text-ink-soft">
                {done.reason !== undefined && `${done.reason}. `}
                {done.by}, <Time at={done.at} />
              </span>
            )}
            {flag && (
              <span className="block text-xs text-ink-soft">
                Flag <code>{flag.name}</code>
                {flag.state !== '' && `: ${flag.state}`}
              </span>
            )}
          </span>
        </label>
        {cited.length > 0 && (
          <span className="py-2.5">
            {cited.map((citation, index) => (
              <CitationChip
                key={citation.id}
                number={index + 1}
                citation={citation}
                incident={run.incidentRef}
              />
            ))}
          </span>
        )}
        {run.can.change && (
          <Button
            small
            look="quiet"
            className="my-1.5"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            More<span className="sr-only">: {text}</span>
          </Button>
        )}
      </div>
      {isOpen ? (
        <StepForm
          run={run}
          step={step}
          error={change.error}
          isBusy={change.isPending}
          onSave={change.mutate}
          onClose={() => setOpen(false)}
        />
      ) : (
        change.error && <ProblemNote error={change.error} />
      )}
    </li>
  );
}
