import { useState } from 'react';
import { toProblem } from '../api.ts';
import { showToast } from '../ui/toast.tsx';

export interface BulkStep {
  /** The row's display name, for an error. */
  name: string;
  /** Makes the change, and returns a function that undoes it. */
  run: () => Promise<() => Promise<unknown>>;
}

/**
 * Runs each step on its own; returns the rows that failed with the reason, and the undo of the
 * others.
 */
export async function runSteps(
  steps: readonly BulkStep[],
): Promise<{ undos: (() => Promise<unknown>)[]; failures: string[] }> {
  const undos: (() => Promise<unknown>)[] = [];
  const failures: string[] = [];
  for (const { name, run } of steps) {
    try {
      undos.push(await run());
    } catch (error) {
      failures.push(`${name}: ${toProblem(error).detail ?? 'It could not be changed.'}`);
    }
  }
  return { undos, failures };
}

/**
 * Changes many rows, one write each, with a single undo. `done` describes them: “3 follow-ups
 * changed”.
 */
export function useBulk(done: (count: number) => string) {
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const undoAll = async (undos: readonly (() => Promise<unknown>)[]) => {
    const undone = await runSteps(
      undos.toReversed().map((undo) => ({ name: 'Undo', run: async () => (await undo(), undo) })),
    );
    setFailures(undone.failures);
    showToast({ title: undone.failures.length === 0 ? 'Undone' : 'Not everything was undone' });
  };
  /** Whether all rows were changed. */
  const run = async (steps: readonly BulkStep[]): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    const result = await runSteps(steps).finally(() => setBusy(false));
    setFailures(result.failures);
    const { undos } = result;
    if (undos.length > 0) showToast({ title: done(undos.length), undo: () => undoAll(undos) });
    return result.failures.length === 0;
  };
  return { run, failures, isBusy, clear: () => setFailures([]) };
}
