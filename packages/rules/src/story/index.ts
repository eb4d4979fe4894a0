export { type Candidate, checklistOf } from './checklist.ts';
export { citedPath } from './cited-path.ts';
export { gradeOf } from './grade.ts';
export { marksOf, tellingWords } from './said.ts';
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
