export { judgeIndependence, sortCandidates, type CandidateInput } from './independence.ts';
export { findSimilar } from './similar.ts';
export {
  addRequest,
  answerInvestigator,
  askInvestigator,
  blankReview,
  decideDepth,
  setSponsor,
  withdrawInvestigator,
  type KeptReview,
} from './state.ts';
export { findTraining } from './training-stage.ts';
export {
  deepestDepth,
  findTriggers,
  severityNumber,
  toFacts,
  type TriggerInput,
} from './triggers.ts';
