import type { Routes } from '@debrief/contract';
import * as report from '@debrief/core/report';
import { checkReport, checkReportFile } from '@debrief/core/report-check';
import type { Handlers } from '../handler.ts';
import { publishedVersionHandlers } from './published-version.ts';

export const reportHandlers: Handlers<Routes['report']> = {
  ...publishedVersionHandlers,
  read: report.readReport,
  begin: report.beginReport,
  write: report.writeSections,
  removeSection: report.removeSection,
  restoreSection: report.restoreSection,
  preview: (ctx, input, { file }) => report.previewReport(ctx, input, file.upload),
  import: (ctx, input, { file }) => report.importReport(ctx, input, file.upload, file.contentHash),
  check: checkReport,
  checkFile: (ctx, input, { file }) => checkReportFile(ctx, input, file.upload),
  suggestions: report.listSuggestions,
  acceptSuggestions: report.acceptSuggestions,
  dismissSuggestions: report.dismissSuggestions,
  reopenSuggestions: report.reopenSuggestions,
};
