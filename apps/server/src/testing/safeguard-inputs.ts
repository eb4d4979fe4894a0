import type { routes } from '@debrief/contract';
import { of, type Inputs } from './route-input.ts';

const rules = "groups: [{ name: g, rules: [{ alert: Down, expr: 'up == 0' }] }]";

/** The inputs of the routes of safeguards. */
export const safeguardInputs: Record<keyof (typeof routes)['safeguard'], Inputs> = {
  list: of(),
  add: of(() => ({ name: 'x', rules })),
  change: (target) => [{ id: target.safeguardId, version: 1, name: 'mine now' }],
  prove: (target) => [{ id: target.safeguardId, version: 1 }],
  proveChecks: (target) => [{ id: target.safeguardId, version: 1 }],
  report: (target) => [
    { id: target.safeguardId, outcomes: [{ check: 'rows', verdict: 'halted', text: 'mine now' }] },
  ],
  gate: (target) => [{ id: target.safeguardId }],
  // Nothing listens there.
  drill: (target) => [{ id: target.safeguardId, alertmanager: 'http://127.0.0.1:9' }],
  cancelDrill: (target) => [{ id: target.safeguardId, drill: target.safeguardId }],
  recurrences: of(),
  firings: (target) => [{ id: target.safeguardId }],
  expect: (target) => [{ id: target.safeguardId, heartbeat: { everyMinutes: 5 } }],
  beat: (target) => [{ id: target.safeguardId }],
  remove: (target) => [{ id: target.safeguardId, version: 1 }],
  undo: (target) => [{ activityId: target.safeguardActivityId }],
};
