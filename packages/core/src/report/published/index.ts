export {
  versionLines,
  insertVersions,
  insertReaderQuestions,
  readerQuestionLines,
  insertVersionUses,
  versionUseLines,
} from './bundle-rows.ts';
export { countSections, maskVersions } from './mask-versions.ts';
export { readReadiness } from './draft.ts';
export { publishVersion, unpublishVersion } from './publish.ts';
export { answerQuestion, askQuestion, listQuestions, withdrawQuestion } from './questions.ts';
export { exportVersion, getVersion, listVersions, openVersion, reviewPage } from './read.ts';
export {
  markRead,
  loadReadership,
  readReadership,
  sayLearned,
  unsayLearned,
} from './readership.ts';
export { addVersionUse, listUses, removeVersionUse, restoreVersionUse } from './uses.ts';
export { versionIdsSeenBy, countVersionsPublishedBy, filterPublished } from './rows.ts';
export {
  loadVersionBriefs,
  findLatestVersion,
  searchableVersions,
  type VersionBrief,
} from './searchable.ts';
