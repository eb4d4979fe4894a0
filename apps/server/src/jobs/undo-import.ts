import type { JobData } from '@debrief/core/context';
import { runUndoJob } from '@debrief/core/undo-import';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Undoes an import; throws if it should continue later. */
export async function undoImportJob(
  deps: Deps,
  data: JobData['import.undo'],
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const undone = await runUndoJob(ctx, data, signal);
  if (undone) deps.log.info({ import: undone.id, removed: undone.removed }, 'import undone');
}
