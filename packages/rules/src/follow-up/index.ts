export {
  type KeptFollowUp,
  buildFollowUp,
  applyFollowUpChange,
  moveKind,
  applyFollowUpMove,
} from './state.ts';
