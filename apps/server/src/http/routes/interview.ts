import type { Routes } from '@debrief/contract';
import {
  answerQuote,
  changeInterview,
  declineInterview,
  getInterview,
  listInterviewProposals,
  listInterviewQuestions,
  listInterviews,
  listOwnInterviews,
  planInterview,
  promoteQuote,
  removeInterview,
  removeLine,
  removeQuote,
  sendQuote,
  writeLine,
  writeQuestion,
} from '@debrief/core/interview';
import type { Handlers } from '../handler.ts';

export const interviewHandlers: Handlers<Routes['interview']> = {
  proposals: listInterviewProposals,
  questions: listInterviewQuestions,
  list: listInterviews,
  mine: listOwnInterviews,
  get: getInterview,
  plan: planInterview,
  change: changeInterview,
  decline: declineInterview,
  remove: removeInterview,
  writeLine,
  removeLine,
  writeQuestion,
  sendQuote,
  removeQuote,
  promoteQuote,
  answerQuote,
};
