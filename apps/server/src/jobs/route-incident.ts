import { routeIncident } from '@debrief/core/inbound';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Adds what the organization's endpoints keep to an incident; throws if it should be retried. */
export async function routeIncidentJob(
  deps: Deps,
  data: JobData['incident.route'],
  signal: AbortSignal,
): Promise<void> {
  await routeIncident(createContext(deps, { type: 'system', name: 'Debrief' }, null), data, signal);
}
