export { importReport, previewReport } from './import/import-report.ts';
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
export { maskDraft } from './mask-draft.ts';
export { foldReport, keepWriting, reportChanges, writingMs } from './live.ts';
export { lockReports, reportChannel } from './rows.ts';
export * from './published/index.ts';
export {
  acceptProposals,
  dismissProposals,
  listProposals,
  reopenProposals,
} from './proposals/decide.ts';
export { maskProposals } from './proposals/mask-proposals.ts';
export { insertProposalLines, proposalLines } from './proposals/bundle-rows.ts';
