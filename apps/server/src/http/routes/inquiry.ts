import type { Routes } from '@debrief/contract';
import {
  addEntry,
  buildWhyChain,
  changeEntry,
  getEntry,
  linkFactors,
  listInquiry,
  removeEntry,
  takeStep,
  undoInquiryChange,
  unlinkFactors,
} from '@debrief/core/inquiry';
import type { Handlers } from '../handler.ts';

export const inquiryHandlers: Handlers<Routes['inquiry']> = {
  list: listInquiry,
  get: getEntry,
  add: addEntry,
  change: changeEntry,
  remove: removeEntry,
  step: takeStep,
  link: linkFactors,
  unlink: unlinkFactors,
  whyChain: buildWhyChain,
  undo: undoInquiryChange,
};
