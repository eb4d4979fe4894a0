export { removeLine, writeLine, writeQuestion } from './lines.ts';
export {
  changeInterview,
  declineInterview,
  getInterview,
  listInterviews,
  planInterview,
  removeInterview,
} from './plan.ts';
export { promoteQuote } from './promote.ts';
export { listInterviewProposals } from './proposals.ts';
export { listInterviewQuestions } from './questions.ts';
export {
  answerQuote,
  answerQuoteFor,
  listOwnInterviews,
  listQuotesFrom,
  removeQuote,
  sendQuote,
} from './quotes.ts';
export {
  listOwnAppointments,
  listScheduledInterviews,
  listUnansweredQuotes,
} from './appointments.ts';
export { listPersonIdsQuoted, type QuotedPerson } from './rows.ts';
