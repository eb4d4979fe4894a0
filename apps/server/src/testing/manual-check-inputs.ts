import type { routes } from '@debrief/contract';
import type { Inputs } from './route-input.ts';

/** Manual checks contain nothing of incidents, except safeguards that one can see. */
export const manualCheckInputs: Record<keyof (typeof routes)['manual-check'], Inputs> = {
  list: () => [{}],
  add: (target) => [
    { name: 'mine', times: 1, per: 'day', minutes: 1, safeguardId: target.safeguardId },
  ],
  change: (target) => [{ id: target.runId, version: 1, safeguardId: target.safeguardId }],
  remove: (target) => [{ id: target.runId, version: 1 }],
  undo: (target) => [{ activityId: target.runActivityId }],
  import: () => [{ name: 'checks.csv' }],
};
