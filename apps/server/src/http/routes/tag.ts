import type { Routes } from '@debrief/contract';
import { changeItemTags, listItemTags } from '@debrief/core/coding';
import { addTag, changeTag, listCodebook, mergeTag, separateTag } from '@debrief/core/tag';
import type { Handlers } from '../handler.ts';

export const tagHandlers: Handlers<Routes['tag']> = {
  codebook: (ctx) => listCodebook(ctx),
  add: addTag,
  change: changeTag,
  merge: mergeTag,
  separate: separateTag,
  ofIncident: listItemTags,
  changeItems: changeItemTags,
};
