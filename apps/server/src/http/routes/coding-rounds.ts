import type { Routes } from '@debrief/contract';
import * as coding from '@debrief/core/coding';
import type { Handlers } from '../handler.ts';

export const codingHandlers: Handlers<Routes['coding']> = {
  list: coding.listCoding,
  start: coding.startCoding,
  get: coding.getCoding,
  code: coding.codeItems,
  finish: coding.finishCoding,
  settle: coding.settleItem,
  dropCoder: coding.dropCoder,
  remove: coding.removeCoding,
};
