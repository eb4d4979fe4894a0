export { runItem } from './item.ts';
export {
  changeRun,
  checkRunStep,
  listRuns,
  recordSteps,
  removeRun,
  startRun,
  undoRunChange,
} from './runs.ts';
export {
  addRunbook,
  changeRunbook,
  getRunbook,
  listRunbooks,
  removeRunbook,
  undoRunbookChange,
} from './verbs.ts';
