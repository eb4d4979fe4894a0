import type { Routes } from '@debrief/contract';
import { addPolicy, changePolicy, listPolicies, removePolicy } from '@debrief/core/policy';
import {
  answerRequest,
  askToInvestigate,
  changeSponsor,
  decideReview,
  listCandidates,
  listInvestigators,
  listReviews,
  listUndecided,
  readReview,
  requestReview,
  setTraining,
  tryPolicy,
  undoReviewChange,
  withdrawRequest,
} from '@debrief/core/review';
import type { Handlers } from '../handler.ts';

export const reviewHandlers: Handlers<Routes['review']> = {
  get: readReview,
  all: listReviews,
  undecided: (ctx) => listUndecided(ctx),
  investigators: (ctx) => listInvestigators(ctx),
  train: setTraining,
  candidates: listCandidates,
  request: requestReview,
  decide: decideReview,
  ask: askToInvestigate,
  answer: answerRequest,
  withdraw: withdrawRequest,
  setSponsor: changeSponsor,
  undo: undoReviewChange,
  policies: listPolicies,
  addPolicy,
  tryPolicy,
  changePolicy,
  removePolicy,
};
