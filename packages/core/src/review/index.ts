export { judgePeople, listCandidates } from './candidates.ts';
export { reviewItem } from './item.ts';
export { listReviews, readReview } from './list.ts';
export {
  addReviewPolicy,
  changeReviewPolicy,
  listReviewPolicies,
  removeReviewPolicy,
} from './policies.ts';
export {
  answerRequest,
  askToInvestigate,
  changeSponsor,
  decideReview,
  requestReview,
  undoReviewChange,
  withdrawRequest,
} from './verbs.ts';
