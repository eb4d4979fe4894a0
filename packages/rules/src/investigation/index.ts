export { findCycles } from './cycles.ts';
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
