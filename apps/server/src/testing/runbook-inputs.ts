import type { routes } from '@debrief/contract';
import { noInputs, of, secretWord, type Inputs } from './route-input.ts';

/** Runbooks contain nothing of incidents, except when they were last used. */
export const runbookInputs: Record<keyof (typeof routes)['runbook'], Inputs> = {
  list: () => [{}, { text: secretWord }],
  get: (target) => [{ id: target.runId }],
  add: noInputs,
  change: (target) => [{ id: target.runId, version: 1, name: 'mine now' }],
  remove: (target) => [{ id: target.runId, version: 1 }],
  undo: (target) => [{ activityId: target.runActivityId }],
  runs: of(),
  start: (target, given) => [
    ...of((target) => ({ runbook: target.runId }))(target, given),
    { incident: target.incident, followUp: target.followUpId },
    { incident: given.open, followUp: target.followUpId },
  ],
  changeRun: (target) => [{ id: target.runId, version: 1, rollbackPoint: 'mine now' }],
  check: (target) => [{ id: target.runId, step: target.runId, isDone: true }],
  record: (target) => [{ id: target.runId }],
  removeRun: (target) => [{ id: target.runId, version: 1 }],
  undoRun: (target) => [{ activityId: target.runActivityId }],
};
