import { z } from 'zod';
import { ofId, ofIncident } from '../inputs.ts';
import { del, get, patch, post, put } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';
import { Recurrence, SafeguardFirings } from './firings.ts';
import {
  AddSafeguard,
  AlertDrill,
  AskGate,
  CancelDrill,
  ChangeSafeguard,
  ExpectedHeartbeat,
  ExpectHeartbeat,
  GateAnswer,
  GateRun,
  ProveChecks,
  ProveSafeguard,
  ReportRun,
  SafeguardChange,
  Safeguards,
  SendHeartbeat,
  SendTestAlert,
} from './schema.ts';

export const safeguardRoutes = {
  list: get('/api/incidents/{incident}/safeguards', 'List the safeguards of an incident', {
    input: ofIncident,
    output: Safeguards,
  }),
  add: post('/api/incidents/{incident}/safeguards', 'Add a safeguard', {
    input: AddSafeguard,
    output: SafeguardChange,
    status: 201,
  }),
  change: patch('/api/safeguards/{id}', 'Edit a safeguard', {
    input: ChangeSafeguard,
    output: SafeguardChange,
  }),
  prove: post(
    '/api/safeguards/{id}/prove',
    'Replay the incident and a healthy window through a safeguard',
    { input: ProveSafeguard, output: SafeguardChange },
  ),
  proveChecks: post(
    '/api/safeguards/{id}/prove-checks',
    'Run data checks on files of the incident and of a healthy window',
    { input: ProveChecks, output: SafeguardChange, body: 'file' },
  ),
  report: post('/api/safeguards/{id}/runs', 'Report a run of data checks', {
    input: ReportRun,
    output: GateRun,
    status: 201,
  }),
  gate: get('/api/safeguards/{id}/gate', 'Ask whether a pipeline can continue (409 if it cannot)', {
    input: AskGate,
    output: GateAnswer,
  }),
  drill: post('/api/safeguards/{id}/drills', 'Send a test alert and wait for it', {
    input: SendTestAlert,
    output: AlertDrill,
    status: 201,
  }),
  cancelDrill: del('/api/safeguards/{id}/drills/{drill}', 'Stop waiting for a test alert', {
    input: CancelDrill,
    output: AlertDrill,
  }),
  recurrences: get(
    '/api/incidents/{incident}/recurrences',
    'List alerts and errors that came back after a follow-up of an incident was done',
    { input: ofIncident, output: z.object({ items: z.array(Recurrence) }) },
  ),
  firings: get('/api/safeguards/{id}/firings', 'List when a safeguard fired since it was armed', {
    input: ofId,
    output: SafeguardFirings,
  }),
  expect: put('/api/safeguards/{id}/heartbeat', 'Expect heartbeats, or stop expecting them', {
    input: ExpectHeartbeat,
    output: ExpectedHeartbeat,
  }),
  beat: post('/api/safeguards/{id}/heartbeat', 'Send a heartbeat', {
    input: SendHeartbeat,
    output: ExpectedHeartbeat,
  }),
  remove: del('/api/safeguards/{id}', 'Remove a safeguard (can be undone)', {
    input: RemoveEvent,
    output: SafeguardChange,
  }),
  undo: post('/api/safeguards/undo', 'Undo a change to a safeguard', {
    input: UndoChange,
    output: SafeguardChange,
  }),
} as const;
