import type { Routes } from '@debrief/contract';
import * as followUp from '@debrief/core/follow-up';
import type { Handlers } from '../handler.ts';

export const followUpHandlers: Handlers<Routes['follow-up']> = {
  list: followUp.listFollowUps,
  all: followUp.listAllFollowUps,
  aging: followUp.readFollowUpAging,
  get: followUp.getFollowUp,
  add: followUp.addFollowUp,
  change: followUp.changeFollowUp,
  changeStatus: followUp.changeFollowUpStatus,
  answerRecurrence: followUp.answerRecurrence,
  remove: followUp.removeFollowUp,
  undo: followUp.undoFollowUpChange,
};
