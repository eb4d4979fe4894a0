export { matchSteps, readStepTexts, toRunbookText } from './steps.ts';
export {
  changeStep,
  countDone,
  describeRollout,
  markText,
  newRollout,
  newRun,
  type KeptRun,
  type RolloutState,
} from './run.ts';
