import { readDeliveries, runRereadJob } from '@debrief/core/inbound';
import { noteAlerts } from '@debrief/core/safeguard';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/**
 * Reads deliveries into their incidents, after a flood of deliveries; throws if one should be retried.
 */
export async function readDeliveriesJob(
  deps: Deps,
  data: JobData['delivery.read'],
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await readDeliveries(ctx, data, () => deps.flood.wait(signal), noteAlerts);
}

/** Puts the deliveries of an endpoint that were not understood back in the queue. */
export async function rereadDeliveriesJob(
  deps: Deps,
  data: JobData['delivery.reread'],
  signal: AbortSignal,
): Promise<void> {
  await runRereadJob(createContext(deps, { type: 'system', name: 'Debrief' }, null), data, signal);
}
