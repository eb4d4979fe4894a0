import { ofId, ofIncident } from '../inputs.ts';
import { del, get, patch, post } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';
import {
  AddRunbook,
  ChangeRun,
  ChangeRunbook,
  CheckStep,
  ListRunbooks,
  RecordedSteps,
  RunChange,
  Runbook,
  RunbookChange,
  RunbookRuns,
  Runbooks,
  StartRun,
} from './schema.ts';

export const runbookRoutes = {
  list: get('/api/runbooks', 'List runbooks', { input: ListRunbooks, output: Runbooks }),
  get: get('/api/runbooks/{id}', 'Read a runbook', { input: ofId, output: Runbook }),
  add: post('/api/runbooks', 'Add a runbook', {
    input: AddRunbook,
    output: RunbookChange,
    status: 201,
  }),
  change: patch('/api/runbooks/{id}', 'Edit or verify a runbook', {
    input: ChangeRunbook,
    output: RunbookChange,
  }),
  remove: del('/api/runbooks/{id}', 'Remove a runbook (can be undone)', {
    input: RemoveEvent,
    output: RunbookChange,
  }),
  undo: post('/api/runbooks/undo', 'Undo your change of a runbook', {
    input: UndoChange,
    output: RunbookChange,
  }),
  runs: get('/api/incidents/{incident}/runbooks', 'List the runbooks of an incident', {
    input: ofIncident,
    output: RunbookRuns,
  }),
  start: post(
    '/api/incidents/{incident}/runbooks',
    'Start a runbook, the rollout of a follow-up or a repair in an incident',
    {
      input: StartRun,
      output: RunChange,
      status: 201,
    },
  ),
  changeRun: patch('/api/runbook-runs/{id}', 'Change the rollback point of a run', {
    input: ChangeRun,
    output: RunChange,
  }),
  check: post('/api/runbook-runs/{id}/check', 'Mark a step, or change its flag and evidence', {
    input: CheckStep,
    output: RunChange,
  }),
  record: post('/api/runbook-runs/{id}/record', 'Add the finished steps to the record', {
    input: ofId,
    output: RecordedSteps,
  }),
  removeRun: del('/api/runbook-runs/{id}', 'Remove a run of a runbook (can be undone)', {
    input: RemoveEvent,
    output: RunChange,
  }),
  undoRun: post('/api/runbook-runs/undo', 'Undo a change to a run of a runbook', {
    input: UndoChange,
    output: RunChange,
  }),
} as const;
