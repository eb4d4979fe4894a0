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
import type { Doors } from '../door.ts';

export const inquiryDoors: Doors<Routes['inquiry']> = {
  list: ({ ctx }, input) => listInquiry(ctx, input),
  get: ({ ctx }, input) => getEntry(ctx, input),
  add: ({ ctx }, input) => addEntry(ctx, input),
  change: ({ ctx }, input) => changeEntry(ctx, input),
  remove: ({ ctx }, input) => removeEntry(ctx, input),
  step: ({ ctx }, input) => takeStep(ctx, input),
  link: ({ ctx }, input) => linkFactors(ctx, input),
  unlink: ({ ctx }, input) => unlinkFactors(ctx, input),
  whyChain: ({ ctx }, input) => buildWhyChain(ctx, input),
  undo: ({ ctx }, input) => undoInquiryChange(ctx, input),
};
