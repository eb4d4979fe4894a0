import type { Routes } from '@debrief/contract';
import {
  addClaim,
  addStory,
  answerAsk,
  askPeer,
  changeClaim,
  changeStory,
  gatherMaterial,
  getStory,
  listAsked,
  listStories,
  removeClaim,
  removeStory,
  setMe,
  storyHistory,
  undoStoryChange,
  unsetMe,
  whoAmI,
  withdrawAsk,
} from '@debrief/core/story';
import type { Doors } from '../door.ts';
import { pagingOf } from '../paging.ts';

export const storyDoors: Doors<Routes['story']> = {
  me: ({ ctx }) => whoAmI(ctx),
  setMe: ({ ctx }, input) => setMe(ctx, input),
  unsetMe: ({ ctx }, input) => unsetMe(ctx, input),
  material: ({ ctx }, input) => gatherMaterial(ctx, { ...input, ...pagingOf(input) }),
  list: ({ ctx }, input) => listStories(ctx, input),
  add: ({ ctx }, input) => addStory(ctx, input),
  get: ({ ctx }, input) => getStory(ctx, input),
  change: ({ ctx }, input) => changeStory(ctx, input),
  remove: ({ ctx }, input) => removeStory(ctx, input),
  history: ({ ctx }, input) => storyHistory(ctx, { ...input, ...pagingOf(input) }),
  undo: ({ ctx }, input) => undoStoryChange(ctx, input),
  addClaim: ({ ctx }, input) => addClaim(ctx, input),
  changeClaim: ({ ctx }, input) => changeClaim(ctx, input),
  removeClaim: ({ ctx }, input) => removeClaim(ctx, input),
  askPeer: ({ ctx }, input) => askPeer(ctx, input),
  withdrawAsk: ({ ctx }, input) => withdrawAsk(ctx, input),
  asked: ({ ctx }) => listAsked(ctx),
  answerAsk: ({ ctx }, input) => answerAsk(ctx, input),
};
