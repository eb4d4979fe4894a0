export {
  type KeptFollowUp,
  buildFollowUp,
  applyFollowUpChange,
  findStatusActivity,
  applyFollowUpStatus,
} from './state.ts';
