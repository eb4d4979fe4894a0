export {
  editionLines,
  insertEditions,
  insertReaderQuestions,
  readerQuestionLines,
} from './bundle-rows.ts';
export { countSections, maskEditions } from './mask-editions.ts';
export { readReadiness } from './draft.ts';
export { publishEdition, unpublishEdition } from './publish.ts';
export { answerQuestion, askQuestion, listQuestions, withdrawQuestion } from './questions.ts';
export { exportEdition, getEdition, listEditions, openEdition, reviewPage } from './read.ts';
export { markRead, readershipOf, readReadership, sayLearned, unsayLearned } from './readership.ts';
export { editionIdsSeenBy, editionsPublishedBy, publishedAmong } from './rows.ts';
export {
  editionBriefs,
  newestEditionOf,
  searchableEditions,
  type EditionBrief,
} from './searchable.ts';
