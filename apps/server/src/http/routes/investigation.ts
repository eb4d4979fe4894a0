import type { Routes } from '@debrief/contract';
import * as investigation from '@debrief/core/investigation';
import type { Handlers } from '../handler.ts';

export const investigationHandlers: Handlers<Routes['investigation']> = {
  list: investigation.listInvestigation,
  get: investigation.getFinding,
  add: investigation.addFinding,
  change: investigation.changeFinding,
  remove: investigation.removeFinding,
  updateStatus: investigation.updateStatus,
  link: investigation.linkFactors,
  unlink: investigation.unlinkFactors,
  fiveWhys: investigation.addFiveWhys,
  undo: investigation.undoInvestigationChange,
};
