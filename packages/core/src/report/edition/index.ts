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
export {
  markRead,
  loadReadership,
  readReadership,
  sayLearned,
  unsayLearned,
} from './readership.ts';
export { editionIdsSeenBy, editionsPublishedBy, publishedAmong } from './rows.ts';
export {
  editionBriefs,
  findLatestVersion,
  searchableEditions,
  type EditionBrief,
} from './searchable.ts';
