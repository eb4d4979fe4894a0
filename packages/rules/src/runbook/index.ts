export { matchSteps, readStepTexts, toRunbookText } from './steps.ts';
export { checkStep, countDone, newRun, type KeptRun } from './run.ts';
