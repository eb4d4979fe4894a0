export { beginReport, readReport, removeSection, reportDocumentOf, reportDraftOf, restoreSection, writeSections } from './draft.ts';
