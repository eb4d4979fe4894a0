import { readDelivery } from '@debrief/core/inbound';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Reads a delivery into its incident; throws if it should be retried. */
export async function readDeliveryJob(deps: Deps, data: JobData['delivery.read']): Promise<void> {
  await readDelivery(createContext(deps, { type: 'system', name: 'Debrief' }, null), data);
}
