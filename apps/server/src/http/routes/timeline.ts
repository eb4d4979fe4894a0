import type { Routes } from '@debrief/contract';
import {
  changeEvent,
  getEvent,
  listTimeline,
  mergeEvents,
  promoteEvent,
  removeEvent,
  splitEvent,
  undoChange,
} from '@debrief/core/timeline';
import type { Handlers } from '../handler.ts';

export const timelineHandlers: Handlers<Routes['timeline']> = {
  list: listTimeline,
  get: getEvent,
  promote: promoteEvent,
  change: changeEvent,
  remove: removeEvent,
  merge: mergeEvents,
  split: splitEvent,
  undo: undoChange,
};
