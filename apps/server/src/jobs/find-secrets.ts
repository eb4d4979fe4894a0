import type { JobData } from '@debrief/core/context';
import { findSecrets } from '@debrief/core/redaction';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

/** Looks for credentials in what was imported into an incident; throws if it should continue later. */
export async function findSecretsJob(
  deps: Deps,
  data: JobData['secrets.find'],
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const count = await findSecrets(ctx, data, signal);
  if (count > 0) deps.log.info({ incident: data.incidentId, count }, 'possible secrets found');
}
