import type { Routes } from '@debrief/contract';
import { judgeSuspect, listSuspects, measureHitRate } from '@debrief/core/suspects';
import type { Handlers } from '../handler.ts';

export const suspectsHandlers: Handlers<Routes['suspects']> = {
  list: listSuspects,
  judge: judgeSuspect,
  hitRate: measureHitRate,
};
