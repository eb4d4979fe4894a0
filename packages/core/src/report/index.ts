export { readPostMortem, type ReadPostMortem } from './bring-in/read-post-mortem.ts';
export { beginReport, readReport, removeSection, reportDocumentOf, reportDraftOf, restoreSection, writeSections } from './draft.ts';
