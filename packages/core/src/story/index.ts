export { answerAsk, askPeer, listAsked, withdrawAsk } from './asks.ts';
export { addClaim, changeClaim, removeClaim } from './claims.ts';
export { storyHistory } from './history.ts';
export { gatherMaterial } from './material.ts';
export { commentStory, inviteMentor, rateStory, removeComment, revokeMentor } from './mentor.ts';
export { getPaste, pasteStory } from './paste.ts';
export { setMe, unsetMe, whoAmI } from './me.ts';
export { addStory, changeStory, getStory, listStories, removeStory } from './stories.ts';
export { undoStoryChange } from './undo.ts';
