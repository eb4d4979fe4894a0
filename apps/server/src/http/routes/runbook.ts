import type { Routes } from '@debrief/contract';
import * as runbook from '@debrief/core/runbook';
import type { Handlers } from '../handler.ts';

export const runbookHandlers: Handlers<Routes['runbook']> = {
  list: runbook.listRunbooks,
  get: runbook.getRunbook,
  add: runbook.addRunbook,
  change: runbook.changeRunbook,
  remove: runbook.removeRunbook,
  undo: runbook.undoRunbookChange,
  runs: runbook.listRuns,
  start: runbook.startRun,
  changeRun: runbook.changeRun,
  check: runbook.checkRunStep,
  record: runbook.recordSteps,
  removeRun: runbook.removeRun,
  undoRun: runbook.undoRunChange,
};
