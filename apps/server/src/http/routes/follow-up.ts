import type { Routes } from '@debrief/contract';
import {
  addFollowUp,
  changeFollowUp,
  getFollowUp,
  listAllFollowUps,
  listFollowUps,
  moveFollowUp,
  removeFollowUp,
  undoFollowUpChange,
} from '@debrief/core/follow-up';
import type { Doors } from '../door.ts';

export const followUpDoors: Doors<Routes['follow-up']> = {
  list: ({ ctx }, input) => listFollowUps(ctx, input),
  all: ({ ctx }, input) => listAllFollowUps(ctx, input),
  get: ({ ctx }, input) => getFollowUp(ctx, input),
  add: ({ ctx }, input) => addFollowUp(ctx, input),
  change: ({ ctx }, input) => changeFollowUp(ctx, input),
  move: ({ ctx }, input) => moveFollowUp(ctx, input),
  remove: ({ ctx }, input) => removeFollowUp(ctx, input),
  undo: ({ ctx }, input) => undoFollowUpChange(ctx, input),
};
