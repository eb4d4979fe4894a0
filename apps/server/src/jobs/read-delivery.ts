import { readDelivery, runRereadJob } from '@debrief/core/inbound';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/**
 * Reads a delivery into its incident, after a flood of deliveries; throws if it should be retried.
 */
export async function readDeliveryJob(
  deps: Deps,
  data: JobData['delivery.read'],
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await readDelivery(ctx, data, () => deps.flood.wait(signal));
}

/** Puts the deliveries of an endpoint that were not understood back in the queue. */
export async function rereadDeliveriesJob(
  deps: Deps,
  data: JobData['delivery.reread'],
  signal: AbortSignal,
): Promise<void> {
  await runRereadJob(createContext(deps, { type: 'system', name: 'Debrief' }, null), data, signal);
}
