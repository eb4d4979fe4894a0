import type { RunChange } from '@debrief/contract';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { useUndoable } from '../../data/use-undoable.ts';
import { runbookQueries } from './queries.ts';

/** Sends a change of a run, and offers to undo it. */
export function useRunChange(
  ref: string,
  change: { send: () => Promise<RunChange>; done: string | null; onDone?: () => void },
) {
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: runbookQueries.runs(ref).queryKey });
  return useUndoable({ ...change, undo: api.runbook.undoRun, refresh });
}
