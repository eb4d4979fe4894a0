export { importReport, previewReport, readUploadedReport } from './import/import-report.ts';
export { insertBundledReports, reportLines } from './bundle-rows.ts';
export {
  beginReport,
  mostUpdates,
  readReport,
  removeSection,
  loadReportDocument,
  loadReportDraft,
  restoreSection,
  writeSections,
} from './draft.ts';
export { listImportedSections } from './import/section-ids.ts';
export { idsInReports } from './ids-in-reports.ts';
export { maskDraft, replaceInSection } from './mask-draft.ts';
export { foldReport, keepWriting, reportChanges, writingMs } from './live.ts';
export { lockReports, reportChannel } from './rows.ts';
export { hasTooManyPieces } from './pieces.ts';
export * from './published/index.ts';
export {
  acceptSuggestions,
  dismissSuggestions,
  listSuggestions,
  reopenSuggestions,
} from './suggestions/decide.ts';
export {
  countOpenQuestions,
  countOpenSuggestions,
  listAnsweredQuestions,
  reportStages,
  versionsPublished,
  type VersionName,
  type WorkCount,
} from './open-work.ts';
export { maskSuggestions } from './suggestions/mask-suggestions.ts';
export { insertSuggestionLines, suggestionLines } from './suggestions/bundle-rows.ts';
