import { z } from 'zod';
import { Id, toPageSchema } from '../ids.ts';
import { ClearMilestone, Milestones, SetMilestone } from './milestone.ts';
import {
  ChangeIncident,
  DeclareIncident,
  DeleteIncident,
  Incident,
  IncidentOrder,
  IncidentSummary,
  Member,
  Severity,
} from './schema.ts';
import { incident, ofIncident, ofIncidentAt, paging } from '../inputs.ts';
import { del, get, patch, post, put } from '../route.ts';
import { Status } from '../words.ts';

export const incidentRoutes = {
  list: get('/api/incidents', 'List incidents, newest first or by a column', {
    input: z.object({
      text: z.string().max(200).optional(),
      status: Status.optional(),
      severity: Severity.optional(),
      sort: IncidentOrder,
      /** Archived incidents instead of the others. */
      archived: z.enum(['true', 'false']).optional(),
      ...paging,
    }),
    output: toPageSchema(IncidentSummary),
  }),
  declare: post('/api/incidents', 'Create an incident', {
    input: DeclareIncident,
    output: Incident,
    status: 201,
  }),
  get: get('/api/incidents/{incident}', 'Get an incident', { input: ofIncident, output: Incident }),
  change: patch('/api/incidents/{incident}', 'Edit an incident', {
    input: ChangeIncident,
    output: Incident,
  }),
  makePrivate: post('/api/incidents/{incident}/make-private', 'Make an incident private', {
    input: z.object({ incident, version: z.int() }),
    output: Incident,
  }),
  makeVisible: post(
    '/api/incidents/{incident}/make-visible',
    'Make a private incident visible to everyone',
    {
      input: z.object({ incident, version: z.int() }),
      output: Incident,
    },
  ),
  archive: post('/api/incidents/{incident}/archive', 'Archive an incident: it becomes read-only', {
    scope: 'admin',
    input: z.object({ incident, version: z.int() }),
    output: Incident,
  }),
  unarchive: post('/api/incidents/{incident}/unarchive', 'Unarchive an incident', {
    scope: 'admin',
    input: z.object({ incident, version: z.int() }),
    output: Incident,
  }),
  delete: post(
    '/api/incidents/{incident}/delete',
    'Delete an incident and everything that belongs to it, permanently',
    { scope: 'admin', input: DeleteIncident, output: null, status: 204 },
  ),
  resetDemo: post('/api/demo/reset', 'Delete the sample incidents and add them again', {
    scope: 'admin',
    input: null,
    output: z.object({ items: z.array(Incident) }),
  }),
  milestones: get(
    '/api/incidents/{incident}/milestones',
    'List the milestones of an incident and their durations',
    { input: ofIncidentAt, output: Milestones },
  ),
  setMilestone: put(
    '/api/incidents/{incident}/milestones/{kind}',
    'Set a milestone, by hand or from a timeline event',
    { input: SetMilestone, output: Milestones },
  ),
  clearMilestone: del('/api/incidents/{incident}/milestones/{kind}', 'Clear a milestone', {
    input: ClearMilestone,
    output: Milestones,
  }),
  members: get('/api/incidents/{incident}/members', 'List the members of a private incident', {
    input: ofIncident,
    output: z.object({ items: z.array(Member) }),
  }),
  addMember: put(
    '/api/incidents/{incident}/members/{accountId}',
    'Add a member to a private incident',
    { input: z.object({ incident, accountId: Id }), output: Member },
  ),
  removeMember: del(
    '/api/incidents/{incident}/members/{accountId}',
    'Remove a member from a private incident',
    { input: z.object({ incident, accountId: Id }), output: null, status: 204 },
  ),
  export: get(
    '/api/incidents/{incident}/export',
    'Export an incident as Markdown, JSON or a bundle',
    {
      input: ofIncidentAt.extend({ format: z.enum(['markdown', 'json', 'bundle']) }),
      output: null,
      answer: 'file',
    },
  ),
  importBundle: post('/api/bundles', 'Import an incident from a bundle', {
    scope: 'import',
    input: z.object({}),
    output: Incident,
    body: 'file',
    status: 201,
  }),
} as const;
