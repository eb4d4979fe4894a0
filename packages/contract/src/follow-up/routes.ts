import {
  AddFollowUp,
  ChangeFollowUp,
  FollowUp,
  FollowUpChange,
  FollowUpFilter,
  FollowUps,
  MoveFollowUp,
} from './schema.ts';
import { toPageSchema } from '../ids.ts';
import { ofId, ofIncident } from '../inputs.ts';
import { route } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';

export const followUpRoutes = {
  list: route({
    method: 'get',
    path: '/api/incidents/{incident}/follow-ups',
    summary: 'List the follow-ups of an incident',
    scope: 'read',
    input: ofIncident,
    output: FollowUps,
  }),
  all: route({
    method: 'get',
    path: '/api/follow-ups',
    summary: 'List follow-ups across incidents, by due date',
    scope: 'read',
    input: FollowUpFilter,
    output: toPageSchema(FollowUp),
  }),
  get: route({
    method: 'get',
    path: '/api/follow-ups/{id}',
    summary: 'Get a follow-up',
    scope: 'read',
    input: ofId,
    output: FollowUp,
  }),
  add: route({
    method: 'post',
    path: '/api/incidents/{incident}/follow-ups',
    summary: 'Add a follow-up',
    scope: 'write',
    input: AddFollowUp,
    output: FollowUpChange,
    status: 201,
  }),
  change: route({
    method: 'patch',
    path: '/api/follow-ups/{id}',
    summary: 'Edit a follow-up, or keep its wording as is',
    scope: 'write',
    input: ChangeFollowUp,
    output: FollowUpChange,
  }),
  move: route({
    method: 'post',
    path: '/api/follow-ups/{id}/state',
    summary: 'Change the status of a follow-up',
    scope: 'write',
    input: MoveFollowUp,
    output: FollowUpChange,
  }),
  remove: route({
    method: 'delete',
    path: '/api/follow-ups/{id}',
    summary: 'Remove a follow-up (can be undone)',
    scope: 'write',
    input: RemoveEvent,
    output: FollowUpChange,
  }),
  undo: route({
    method: 'post',
    path: '/api/follow-ups/undo',
    summary: 'Undo a change to a follow-up',
    scope: 'write',
    input: UndoChange,
    output: FollowUpChange,
  }),
} as const;
