export { answerAsk, askPeer, listAsked, withdrawAsk } from './asks.ts';
export { addClaim, changeClaim, removeClaim } from './claims.ts';
export { eraseStory } from './erase.ts';
export { storyHistory } from './history.ts';
export { incidentsTakenPartIn } from './taken-part.ts';
export { collectMaterial } from './material.ts';
export {
  changeComment,
  commentStory,
  inviteMentor,
  rateStory,
  removeComment,
  revokeMentor,
} from './mentor.ts';
export { getPaste, pasteStory } from './paste.ts';
export { setMe, unsetMe, whoAmI } from './me.ts';
export { addStory, changeStory, getStory, listStories, removeStory } from './stories.ts';
export { undoStoryChange } from './undo.ts';
export { storyCoverage } from './coverage.ts';
export { addPack, listPacks, removePack } from './packs.ts';
export { addRehearsal, correctRehearsal, listRehearsals, removeRehearsal } from './rehearsals.ts';
export { answerGap, listExemplars, storyCloze } from './deconstruct.ts';
export { exportStory, type StoryFile } from './export.ts';
export { decideReplacement, outsideStory } from './outside.ts';
export { storyChecks, storyForm } from './told.ts';
export {
  addQuestions,
  listQuestions,
  matchQuestion,
  removeQuestion,
  storyProbes,
} from './questions.ts';
