export { readPostMortem, type ReadPostMortem } from './bring-in/read-post-mortem.ts';
export { insertBundledReports, reportLines } from './bundle-rows.ts';
export { beginReport, mostUpdates, readReport, removeSection, reportDocumentOf, reportDraftOf, restoreSection, writeSections } from './draft.ts';
export { foldReport, keepWriting, reportChanges, writingMs } from './live.ts';
export { reportChannel } from './rows.ts';
export * from './edition/index.ts';
