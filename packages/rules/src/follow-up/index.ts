export { sortFollowUps } from './sort.ts';
export {
  type KeptFollowUp,
  buildFollowUp,
  applyFollowUpChange,
  findStatusActivity,
  applyFollowUpStatus,
} from './state.ts';
