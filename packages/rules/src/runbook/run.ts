import { DomainError, type RunbookRun, type RunbookStep, type RunStep } from '@debrief/contract';
import type { CitationRow } from '../citation.ts';

/** A run as stored in its table and in activity; it has no citations. */
export interface KeptRun extends Pick<RunbookRun, 'id' | 'runbookId' | 'name' | 'text' | 'steps'> {
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

/** Keeps the text and the steps of the runbook as they are now. */
export function newRun(
  id: string,
  {
    name,
    text,
    steps,
    ...runbook
  }: { id: string; name: string; text: string; steps: RunbookStep[] },
): KeptRun {
  return {
    id,
    runbookId: runbook.id,
    name,
    text,
    steps: steps.map((step) => ({ ...step, done: null })),
    citations: [],
    isRemoved: false,
    version: 1,
  };
}

/**
 * Errors: `not-found` for a step of another runbook, `conflict` if someone marked it before; both
 * people would else be the one who did it.
 */
export function checkStep(run: KeptRun, stepId: string, done: RunStep['done']): KeptRun {
  const step = run.steps.find((one) => one.id === stepId);
  if (!step) throw new DomainError('not-found', 'Step not found in this run. Reload the page.');
  if (done && step.done)
    throw new DomainError('conflict', `${step.done.by} has done this step. Reload the page.`);
  if (!done && !step.done)
    throw new DomainError('conflict', 'This step is not done. Reload the page.');
  return {
    ...run,
    steps: run.steps.map((one) => (one.id === stepId ? { ...one, done } : one)),
  };
}

export const countDone = (steps: readonly RunStep[]): number =>
  steps.filter(({ done }) => done !== null).length;
