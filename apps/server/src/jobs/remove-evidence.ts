import type { JobData } from '@debrief/core/context';
import { runRemovalJob } from '@debrief/core/redaction';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Removes the rest of what a removal is about; throws if it should continue later. */
export async function removeEvidenceJob(
  deps: Deps,
  data: JobData['evidence.remove'],
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await runRemovalJob(ctx, data, signal);
}
