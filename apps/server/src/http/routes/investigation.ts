import type { Routes } from '@debrief/contract';
import {
  addEntry,
  buildWhyChain,
  changeEntry,
  getEntry,
  linkFactors,
  listInvestigation,
  removeEntry,
  takeStep,
  undoInvestigationChange,
  unlinkFactors,
} from '@debrief/core/investigation';
import type { Handlers } from '../handler.ts';

export const investigationHandlers: Handlers<Routes['investigation']> = {
  list: listInvestigation,
  get: getEntry,
  add: addEntry,
  change: changeEntry,
  remove: removeEntry,
  step: takeStep,
  link: linkFactors,
  unlink: unlinkFactors,
  whyChain: buildWhyChain,
  undo: undoInvestigationChange,
};
