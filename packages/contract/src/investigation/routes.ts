import { ofId, ofIncidentAt } from '../inputs.ts';
import {
  AddFinding,
  AddFiveWhys,
  ChangeFinding,
  Finding,
  FactorLink,
  Investigation,
  InvestigationChange,
  LinkFactors,
  UpdateStatus,
} from './schema.ts';
import { del, get, patch, post } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';

export const investigationRoutes = {
  list: get('/api/incidents/{incident}/investigation', 'List the findings of an incident', {
    input: ofIncidentAt,
    output: Investigation,
  }),
  get: get(
    '/api/findings/{id}',
    'Get a finding: hypothesis, decision, question, factor or impact',
    {
      input: ofId,
      output: Finding,
    },
  ),
  add: post(
    '/api/incidents/{incident}/investigation',
    'Add a finding: hypothesis, decision, question, factor or impact',
    { input: AddFinding, output: InvestigationChange, status: 201 },
  ),
  change: patch('/api/findings/{id}', 'Edit a finding', {
    input: ChangeFinding,
    output: InvestigationChange,
  }),
  remove: del('/api/findings/{id}', 'Remove a finding (can be undone)', {
    input: RemoveEvent,
    output: InvestigationChange,
  }),
  updateStatus: post(
    '/api/findings/{id}/status',
    'Update the status of a hypothesis, or change an update',
    {
      input: UpdateStatus,
      output: InvestigationChange,
    },
  ),
  link: post('/api/incidents/{incident}/factor-links', 'Link two factors', {
    input: LinkFactors,
    output: FactorLink,
    status: 201,
  }),
  unlink: del('/api/factor-links/{id}', 'Remove a link between factors', {
    input: ofId,
    output: null,
    status: 204,
  }),
  fiveWhys: post(
    '/api/incidents/{incident}/five-whys',
    'Add five whys as a path of linked factors',
    { input: AddFiveWhys, output: InvestigationChange, status: 201 },
  ),
  undo: post('/api/findings/undo', 'Undo a change to a finding', {
    input: UndoChange,
    output: InvestigationChange,
  }),
} as const;
