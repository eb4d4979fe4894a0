import { runRetention, scheduleRetention } from '@debrief/core/retention';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Removes what has expired; throws if it should continue later. The next run is added first. */
export async function runRetentionJob(
  deps: Deps,
  _data: unknown,
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await scheduleRetention(ctx);
  const removed = await runRetention(ctx, signal);
  if (removed > 0) deps.log.info({ removed }, 'expired evidence removed');
}
