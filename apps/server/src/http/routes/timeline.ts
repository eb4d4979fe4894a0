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
import type { Doors } from '../door.ts';

export const timelineDoors: Doors<Routes['timeline']> = {
  list: ({ ctx }, input) => listTimeline(ctx, input),
  get: ({ ctx }, input) => getEvent(ctx, input),
  promote: ({ ctx }, input) => promoteEvent(ctx, input),
  change: ({ ctx }, input) => changeEvent(ctx, input),
  remove: ({ ctx }, input) => removeEvent(ctx, input),
  merge: ({ ctx }, input) => mergeEvents(ctx, input),
  split: ({ ctx }, input) => splitEvent(ctx, input),
  undo: ({ ctx }, input) => undoChange(ctx, input),
};
