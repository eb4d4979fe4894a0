import type { Routes } from '@debrief/contract';
import * as timeline from '@debrief/core/timeline';
import type { Handlers } from '../handler.ts';

export const timelineHandlers: Handlers<Routes['timeline']> = {
  list: timeline.listTimeline,
  get: timeline.getEvent,
  add: timeline.addEvent,
  change: timeline.changeEvent,
  remove: timeline.removeEvent,
  merge: timeline.mergeEvents,
  split: timeline.splitEvent,
  undo: timeline.undoChange,
};
