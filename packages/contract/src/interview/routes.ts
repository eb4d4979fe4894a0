import { z } from 'zod';
import { ofId, ofIncident } from '../inputs.ts';
import { get as commonGet, routeMakers } from '../route.ts';
import { InterviewProposal, PreparedQuestions } from './proposals.ts';
import {
  AnswerQuote,
  ChangeInterview,
  Interview,
  InterviewSummary,
  OfLine,
  OfQuote,
  OwnInterview,
  PlanInterview,
  QuestionsOf,
  SendQuote,
  WriteLine,
  WriteQuestion,
} from './schema.ts';

const { del, get, patch, post, put } = routeMakers({ own: true });
const of = '/api/incidents/{incident}';
const at = '/api/interviews/{id}';
const own = z.object({ items: z.array(OwnInterview) });

/** Interviews are `own`: no role sees those of others. */
export const interviewRoutes = {
  proposals: commonGet(`${of}/interview-proposals`, 'List who to interview, and why', {
    input: ofIncident,
    output: z.object({ items: z.array(InterviewProposal) }),
  }),
  questions: commonGet(`${of}/interview-questions`, 'List prepared questions for a person', {
    input: QuestionsOf,
    output: PreparedQuestions,
  }),
  list: get(`${of}/interviews`, 'List the interviews that you lead or take notes in', {
    input: ofIncident,
    output: z.object({ items: z.array(InterviewSummary) }),
  }),
  mine: get('/api/interviews/mine', 'List the interviews with you, with your quotes', {
    input: null,
    output: own,
  }),
  get: get(at, 'Get an interview', { input: ofId, output: Interview }),
  plan: post(`${of}/interviews`, 'Plan an interview', {
    input: PlanInterview,
    output: Interview,
    status: 201,
  }),
  change: patch(at, 'Change the time, the place and who asks', {
    input: ChangeInterview,
    output: Interview,
  }),
  decline: post(`${at}/decline`, 'Decline an interview', {
    input: ofId,
    output: null,
    status: 204,
  }),
  remove: del(at, 'Delete an interview and its notes', { input: ofId, output: null, status: 204 }),
  writeLine: put(`${at}/lines/{lineId}`, 'Write a line of the notes', {
    input: WriteLine,
    output: Interview,
  }),
  removeLine: del(`${at}/lines/{lineId}`, 'Delete a line of the notes', {
    input: OfLine,
    output: Interview,
  }),
  writeQuestion: put(`${at}/questions/{questionId}`, 'Add or change a question', {
    input: WriteQuestion,
    output: Interview,
  }),
  sendQuote: post(`${at}/quotes`, 'Send a quote or a fact to the person', {
    input: SendQuote,
    output: Interview,
    status: 201,
  }),
  removeQuote: del(`${at}/quotes/{quoteId}`, 'Remove a quote that is not in the record', {
    input: OfQuote,
    output: Interview,
  }),
  promoteQuote: post(`${at}/quotes/{quoteId}/promote`, 'Add an approved quote to the record', {
    input: OfQuote,
    output: Interview,
  }),
  answerQuote: post('/api/interview-quotes/{id}/answer', 'Approve, change or withdraw your quote', {
    input: AnswerQuote,
    output: own,
  }),
} as const;
