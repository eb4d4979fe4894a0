import { z } from 'zod';
import { ofId, ofIncident } from '../inputs.ts';
import { del, get, patch, post, put, routeMakers } from '../route.ts';
import { UndoChange } from '../timeline/schema.ts';
import {
  AddPolicy,
  AnswerInvestigator,
  AskInvestigator,
  Candidate,
  ChangePolicy,
  DecideReview,
  IncidentReview,
  InvestigatorLoad,
  PolicyTrial,
  RequestReview,
  Review,
  ReviewChange,
  ReviewFilter,
  Policy,
  SetSponsor,
  SetTraining,
  Training,
  TryPolicy,
  UndecidedIncident,
} from './schema.ts';

const at = '/api/incidents/{incident}/review';
/** Everyone who can see an incident can ask for a review and answer, whatever their role. */
const open = routeMakers({ own: true });

export const reviewRoutes = {
  get: get(at, 'Get the review of an incident, and the reasons for one', {
    input: ofIncident,
    output: IncidentReview,
  }),
  all: get('/api/reviews', 'List the reviews of all incidents', {
    input: ReviewFilter,
    output: z.object({ items: z.array(Review) }),
  }),
  undecided: get('/api/reviews/undecided', 'List recent incidents with reasons and no decision', {
    input: null,
    output: z.object({ items: z.array(UndecidedIncident), checked: z.int() }),
  }),
  investigators: get('/api/reviews/investigators', 'List who investigates, and how much', {
    input: null,
    output: z.object({ items: z.array(InvestigatorLoad), canTrain: z.boolean() }),
  }),
  train: put('/api/reviews/investigators/{accountId}/training', 'Set the training of an account', {
    input: SetTraining,
    output: Training,
  }),
  candidates: get(`${at}/candidates`, 'List who could investigate, and how close they are to it', {
    input: ofIncident,
    output: z.object({ items: z.array(Candidate) }),
  }),
  request: open.post(`${at}/requests`, 'Ask for a review', {
    input: RequestReview,
    output: ReviewChange,
    status: 201,
  }),
  decide: put(at, 'Decide how deeply an incident is reviewed', {
    input: DecideReview,
    output: ReviewChange,
  }),
  ask: post(`${at}/investigators`, 'Ask someone to investigate', {
    input: AskInvestigator,
    output: ReviewChange,
    status: 201,
  }),
  answer: open.post(`${at}/answer`, 'Accept or decline to investigate', {
    input: AnswerInvestigator,
    output: ReviewChange,
  }),
  withdraw: del(`${at}/investigators/{accountId}`, 'Remove an investigator', {
    input: AskInvestigator,
    output: ReviewChange,
  }),
  setSponsor: put(`${at}/sponsor`, 'Set who protects the time for the review', {
    input: SetSponsor,
    output: ReviewChange,
  }),
  undo: open.post('/api/reviews/undo', 'Undo a change to a review', {
    input: UndoChange,
    output: ReviewChange,
  }),
  policies: get('/api/policies', 'List the policies about reviews and follow-ups', {
    input: null,
    output: z.object({ items: z.array(Policy) }),
  }),
  addPolicy: post('/api/policies', 'Add a policy', {
    input: AddPolicy,
    output: Policy,
    status: 201,
  }),
  tryPolicy: post('/api/policies/try', 'Try an expression on recent incidents or on follow-ups', {
    input: TryPolicy,
    output: PolicyTrial,
  }),
  changePolicy: patch('/api/policies/{id}', 'Change a policy', {
    input: ChangePolicy,
    output: Policy,
  }),
  removePolicy: del('/api/policies/{id}', 'Remove a policy', {
    input: ofId,
    output: null,
    status: 204,
  }),
} as const;
