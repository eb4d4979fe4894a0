export { judgePeople, listCandidates } from './candidates.ts';
export { freezeInvestigators } from './frozen-investigators.ts';
export { reviewItem } from './item.ts';
export { listReviews, readReview } from './list.ts';
export {
  answerRequest,
  askToInvestigate,
  changeSponsor,
  decideReview,
  requestReview,
  undoReviewChange,
  withdrawRequest,
} from './verbs.ts';
export { listInvestigators, setTraining } from './investigator-load.ts';
export { tryPolicy } from './try-policy.ts';
export { listUndecided } from './recent-incidents.ts';
