import { ofId, ofIncident } from '../inputs.ts';
import {
  AddFinding,
  BuildWhyChain,
  ChangeFinding,
  Finding,
  FactorLink,
  Investigation,
  InvestigationChange,
  LinkFactors,
  TakeStep,
} from './schema.ts';
import { del, get, patch, post } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';

export const investigationRoutes = {
  list: get('/api/incidents/{incident}/investigation', 'List the findings of an incident', {
    input: ofIncident,
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
  step: post('/api/findings/{id}/steps', 'Add or change a step of a hypothesis', {
    input: TakeStep,
    output: InvestigationChange,
  }),
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
  whyChain: post(
    '/api/incidents/{incident}/why-chain',
    'Add five whys as a path of linked factors',
    { input: BuildWhyChain, output: InvestigationChange, status: 201 },
  ),
  undo: post('/api/findings/undo', 'Undo a change to a finding', {
    input: UndoChange,
    output: InvestigationChange,
  }),
} as const;
