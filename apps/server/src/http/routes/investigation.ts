import type { Routes } from '@debrief/contract';
import * as investigation from '@debrief/core/investigation';
import type { Handlers } from '../handler.ts';

export const investigationHandlers: Handlers<Routes['investigation']> = {
  list: investigation.listInvestigation,
  get: investigation.getFinding,
  add: investigation.addFinding,
  change: investigation.changeFinding,
  remove: investigation.removeFinding,
  step: investigation.takeStep,
  link: investigation.linkFactors,
  unlink: investigation.unlinkFactors,
  whyChain: investigation.buildWhyChain,
  undo: investigation.undoInvestigationChange,
};
