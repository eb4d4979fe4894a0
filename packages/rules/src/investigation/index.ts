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
  type FindingContent,
  type FindingContents,
  type FindingState,
  type StepState,
  buildFinding,
  applyFindingChange,
  deriveStatus,
  applyStep,
  getElapsedMs,
} from './state.ts';
