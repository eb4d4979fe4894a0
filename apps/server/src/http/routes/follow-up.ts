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
import type { Handlers } from '../handler.ts';

export const followUpHandlers: Handlers<Routes['follow-up']> = {
  list: listFollowUps,
  all: listAllFollowUps,
  get: getFollowUp,
  add: addFollowUp,
  change: changeFollowUp,
  move: moveFollowUp,
  remove: removeFollowUp,
  undo: undoFollowUpChange,
};
