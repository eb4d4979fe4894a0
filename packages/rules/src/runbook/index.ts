export { matchSteps, readStepTexts, toRunbookText } from './steps.ts';
export {
  changeStep,
  countDone,
  describeRollout,
  isRepairRun,
  markText,
  newRepairRun,
  newRollout,
  newRun,
  repairSteps,
  toRepairReport,
  type KeptRun,
  type RolloutState,
} from './run.ts';
