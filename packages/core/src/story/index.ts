export { answerAsk, askPeer, listAsked, listOpenAsks, withdrawAsk } from './peer-questions.ts';
export { addClaim, changeClaim, removeClaim } from './claims.ts';
export { addExampleStory } from './example.ts';
export { eraseStory } from './erase.ts';
export { storyHistory } from './history.ts';
export { incidentsTakenPartIn } from './my-incidents.ts';
export { collectSuggestedEvidence } from './suggested-evidence.ts';
export {
  changeComment,
  commentStory,
  inviteMentor,
  rateStory,
  removeComment,
  revokeMentor,
} from './mentor.ts';
export { getPaste, pasteStory } from './paste.ts';
export { setMe, unsetMe, whoAmI } from './my-persons.ts';
export { addStory, changeStory, getStory, listStories, removeStory } from './stories.ts';
export { undoStoryChange } from './undo.ts';
export { storyCoverage } from './coverage.ts';
export { addFramework, listFrameworks, removeFramework } from './frameworks.ts';
export { addRehearsal, correctRehearsal, listRehearsals, removeRehearsal } from './rehearsals.ts';
export { answerGap, listExemplars, storyCloze } from './deconstruct.ts';
export { exportStory, type StoryFile } from './export.ts';
export { decideReplacement, shareableStory } from './shareable-story.ts';
export { storyChecks, storyForm } from './read-story.ts';
export {
  addQuestions,
  listQuestions,
  matchQuestion,
  removeQuestion,
  listFollowUpQuestions,
} from './questions.ts';
