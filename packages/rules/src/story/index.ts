export { type Candidate, buildChecklist } from './checklist.ts';
export { citedPath } from './cited-path.ts';
export { gradeClaim } from './grade.ts';
export { markSentences, listKeyWords } from './rehearsal-marks.ts';
export {
  type CitedTarget,
  type ClaimNumber,
  type ClaimState,
  type StoryState,
  type Touched,
  addedClaim,
  changedClaim,
  changedStory,
  inOrder,
  mostClaims,
  rankAfter,
  rankedAnew,
} from './state.ts';
export { type Phases, type Suggestion, suggestPart } from './suggest-part.ts';
