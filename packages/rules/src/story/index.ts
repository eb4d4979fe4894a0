export { type Candidate, buildChecklist } from './checklist.ts';
export { toCitedPath } from './cited-path.ts';
export { gradeClaim } from './grade.ts';
export { markSentences, listKeyWords } from './rehearsal-marks.ts';
export {
  type CitedTarget,
  type ClaimNumber,
  type ClaimState,
  type StoryState,
  type Touched,
  buildClaim,
  applyClaimChange,
  refuseTooLong,
  applyStoryChange,
  inOrder,
  rankAfter,
  renumberRanks,
} from './state.ts';
export { type Phases, type SuggestedPart, suggestPart } from './suggest-part.ts';
