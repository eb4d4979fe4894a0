import { readDelivery, runRereadJob } from '@debrief/core/inbound';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Reads a delivery into its incident; throws if it should be retried. */
export async function readDeliveryJob(deps: Deps, data: JobData['delivery.read']): Promise<void> {
  await readDelivery(createContext(deps, { type: 'system', name: 'Debrief' }, null), data);
}

/** Puts the deliveries of an endpoint that were not understood back in the queue. */
export async function rereadDeliveriesJob(
  deps: Deps,
  data: JobData['delivery.reread'],
  signal: AbortSignal,
): Promise<void> {
  await runRereadJob(createContext(deps, { type: 'system', name: 'Debrief' }, null), data, signal);
}
