import {
  AddFollowUp,
  AnswerRecurrence,
  ChangeFollowUp,
  FollowUp,
  FollowUpAging,
  FollowUpAgingFilter,
  FollowUpChange,
  FollowUpFilter,
  FollowUps,
  IncidentFollowUps,
  ChangeFollowUpStatus,
} from './schema.ts';
import { toPageSchema } from '../ids.ts';
import { ofId } from '../inputs.ts';
import { del, get, patch, post } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';

export const followUpRoutes = {
  list: get('/api/incidents/{incident}/follow-ups', 'List the follow-ups of an incident', {
    input: IncidentFollowUps,
    output: FollowUps,
  }),
  all: get('/api/follow-ups', 'List follow-ups across incidents, by due date or another column', {
    input: FollowUpFilter,
    output: toPageSchema(FollowUp),
  }),
  aging: get('/api/follow-ups/aging', 'Count unfinished follow-ups by age', {
    input: FollowUpAgingFilter,
    output: FollowUpAging,
  }),
  get: get('/api/follow-ups/{id}', 'Get a follow-up', { input: ofId, output: FollowUp }),
  add: post('/api/incidents/{incident}/follow-ups', 'Add a follow-up', {
    input: AddFollowUp,
    output: FollowUpChange,
    status: 201,
  }),
  change: patch('/api/follow-ups/{id}', 'Edit a follow-up, or keep its wording as is', {
    input: ChangeFollowUp,
    output: FollowUpChange,
  }),
  changeStatus: post('/api/follow-ups/{id}/status', 'Change the status of a follow-up', {
    input: ChangeFollowUpStatus,
    output: FollowUpChange,
  }),
  answerRecurrence: post('/api/follow-ups/{id}/recurrence', 'Say whether the problem came back', {
    input: AnswerRecurrence,
    output: FollowUpChange,
  }),
  remove: del('/api/follow-ups/{id}', 'Remove a follow-up (can be undone)', {
    input: RemoveEvent,
    output: FollowUpChange,
  }),
  undo: post('/api/follow-ups/undo', 'Undo a change to a follow-up', {
    input: UndoChange,
    output: FollowUpChange,
  }),
} as const;
