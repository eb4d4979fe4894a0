import type { Routes } from '@debrief/contract';
import * as story from '@debrief/core/story';
import type { Handlers } from '../handler.ts';
import { fileResponse } from '../file-response.ts';

export const storyHandlers: Handlers<Routes['story']> = {
  me: story.whoAmI,
  setMe: story.setMe,
  unsetMe: story.unsetMe,
  suggestedEvidence: story.collectSuggestedEvidence,
  incidents: story.incidentsTakenPartIn,
  list: story.listStories,
  add: story.addStory,
  paste: story.pasteStory,
  getPaste: story.getPaste,
  get: story.getStory,
  change: story.changeStory,
  remove: story.removeStory,
  erase: story.eraseStory,
  history: story.storyHistory,
  undo: story.undoStoryChange,
  addClaim: story.addClaim,
  changeClaim: story.changeClaim,
  removeClaim: story.removeClaim,
  askPeer: story.askPeer,
  withdrawAsk: story.withdrawAsk,
  asked: story.listAsked,
  answerAsk: story.answerAsk,
  inviteMentor: story.inviteMentor,
  revokeMentor: story.revokeMentor,
  comment: story.commentStory,
  changeComment: story.changeComment,
  removeComment: story.removeComment,
  rate: story.rateStory,
  rehearse: story.addRehearsal,
  rehearsals: story.listRehearsals,
  correctRehearsal: story.correctRehearsal,
  removeRehearsal: story.removeRehearsal,
  frameworks: story.listFrameworks,
  addFramework: story.addFramework,
  removeFramework: story.removeFramework,
  coverage: story.storyCoverage,
  checks: story.storyChecks,
  form: story.storyForm,
  shareable: story.shareableStory,
  decideReplacement: story.decideReplacement,
  async export(ctx, input) {
    const { name, type, text } = await story.exportStory(ctx, input);
    return fileResponse({ name, type, chunks: once(text) });
  },
  exemplars: async (ctx) => story.listExemplars(ctx),
  cloze: story.storyCloze,
  answerGap: story.answerGap,
  followUpQuestions: story.listFollowUpQuestions,
  questions: story.listQuestions,
  addQuestions: story.addQuestions,
  removeQuestion: story.removeQuestion,
  matchQuestion: story.matchQuestion,
};

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
