import type { Routes } from '@debrief/contract';
import {
  addReviewPolicy,
  answerRequest,
  askToInvestigate,
  changeReviewPolicy,
  changeSponsor,
  decideReview,
  listCandidates,
  listReviewPolicies,
  listReviews,
  readReview,
  removeReviewPolicy,
  requestReview,
  undoReviewChange,
  withdrawRequest,
} from '@debrief/core/review';
import type { Handlers } from '../handler.ts';

export const reviewHandlers: Handlers<Routes['review']> = {
  get: readReview,
  all: listReviews,
  candidates: listCandidates,
  request: requestReview,
  decide: decideReview,
  ask: askToInvestigate,
  answer: answerRequest,
  withdraw: withdrawRequest,
  setSponsor: changeSponsor,
  undo: undoReviewChange,
  policies: listReviewPolicies,
  addPolicy: addReviewPolicy,
  changePolicy: changeReviewPolicy,
  removePolicy: removeReviewPolicy,
};
