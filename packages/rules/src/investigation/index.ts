export { listAccountEvents } from './accounts.ts';
export { findCycles } from './cycles.ts';
export {
  listContradictionFacts,
  listObservationFacts,
  stageText,
  type FindingFact,
} from './facts.ts';
export { compareStages, findFirstBreak, type StageChange } from './stages.ts';
export {
  emptyContents,
  type FindingContent,
  type FindingContents,
  type StepState,
} from './contents.ts';
export {
  type FindingState,
  buildFinding,
  applyFindingChange,
  deriveStatus,
  applyStep,
  getElapsedMs,
  requireHypothesis,
} from './state.ts';
