import {
  AddFollowUp,
  ChangeFollowUp,
  FollowUp,
  FollowUpChange,
  FollowUpFilter,
  FollowUps,
  MoveFollowUp,
} from './schema.ts';
import { pageOf } from '../ids.ts';
import { ofId, ofIncident } from '../inputs.ts';
import { route } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';

export const followUpRoutes = {
  list: route({
    method: 'get',
    path: '/api/incidents/{incident}/follow-ups',
    summary: 'The work that follows an incident',
    scope: 'read',
    input: ofIncident,
    output: FollowUps,
  }),
  all: route({
    method: 'get',
    path: '/api/follow-ups',
    summary: 'Follow-ups of all incidents, by the day when they are due',
    scope: 'read',
    input: FollowUpFilter,
    output: pageOf(FollowUp),
  }),
  get: route({
    method: 'get',
    path: '/api/follow-ups/{id}',
    summary: 'One follow-up',
    scope: 'read',
    input: ofId,
    output: FollowUp,
  }),
  add: route({
    method: 'post',
    path: '/api/incidents/{incident}/follow-ups',
    summary: 'Write down what is to be done',
    scope: 'write',
    input: AddFollowUp,
    output: FollowUpChange,
    status: 201,
  }),
  change: route({
    method: 'patch',
    path: '/api/follow-ups/{id}',
    summary: 'Change a follow-up, or say that its words are meant so',
    scope: 'write',
    input: ChangeFollowUp,
    output: FollowUpChange,
  }),
  move: route({
    method: 'post',
    path: '/api/follow-ups/{id}/state',
    summary: 'Begin, finish, verify, decline or reopen a follow-up',
    scope: 'write',
    input: MoveFollowUp,
    output: FollowUpChange,
  }),
  remove: route({
    method: 'delete',
    path: '/api/follow-ups/{id}',
    summary: 'Remove a follow-up (it can be undone)',
    scope: 'write',
    input: RemoveEvent,
    output: FollowUpChange,
  }),
  undo: route({
    method: 'post',
    path: '/api/follow-ups/undo',
    summary: 'Undo a change of the follow-ups',
    scope: 'write',
    input: UndoChange,
    output: FollowUpChange,
  }),
} as const;
