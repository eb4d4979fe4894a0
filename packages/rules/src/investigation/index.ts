export { findCycles } from './cycles.ts';
export {
  type EntryContent,
  type EntryContents,
  type EntryState,
  type StepState,
  buildFinding,
  applyFindingChange,
  deriveStatus,
  applyStep,
  tookMs,
} from './state.ts';
