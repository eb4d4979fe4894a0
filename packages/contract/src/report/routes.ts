import { ofIncident, ofIncidentAt } from '../inputs.ts';
import {
  AcceptSuggestions,
  ImportReportInput,
  ReportImport,
  ChooseSuggestions,
  PreviewReport,
  Suggestions,
  ReportPreview,
} from './import.ts';
import { CheckReport, CheckReportFile, ReportCheck } from './check.ts';
import { Report, SectionOfReport, WriteSections } from './schema.ts';
import { publishedVersionRoutes } from './published-version-routes.ts';
import { del, get, patch, post } from '../route.ts';

export const reportRoutes = {
  ...publishedVersionRoutes,
  read: get('/api/incidents/{incident}/report', 'Get the current report', {
    input: ofIncidentAt,
    output: Report,
  }),
  begin: post(
    '/api/incidents/{incident}/report',
    'Start the report with the sections of a review',
    { input: ofIncident, output: Report },
  ),
  write: patch('/api/incidents/{incident}/report', 'Add or replace sections of the report', {
    input: WriteSections,
    output: Report,
  }),
  preview: post('/api/report/preview', 'Preview how a report would be imported', {
    scope: 'import',
    input: PreviewReport,
    output: ReportPreview,
    body: 'file',
  }),
  import: post(
    '/api/incidents/{incident}/report/import',
    'Import a report as evidence, sections and suggestions',
    { scope: 'import', input: ImportReportInput, output: ReportImport, body: 'file', status: 201 },
  ),
  check: get(
    '/api/incidents/{incident}/report/check',
    'Check the report, a published version or an imported report against the record',
    { input: CheckReport, output: ReportCheck },
  ),
  checkFile: post(
    '/api/incidents/{incident}/report/check',
    'Check a report in a file against the record',
    { scope: 'read', input: CheckReportFile, output: ReportCheck, body: 'file' },
  ),
  suggestions: get(
    '/api/incidents/{incident}/report/suggestions',
    'List the suggestions from imported reports',
    { input: ofIncident, output: Suggestions },
  ),
  acceptSuggestions: post(
    '/api/incidents/{incident}/report/suggestions/accept',
    'Accept suggestions as events, follow-ups and factors',
    { input: AcceptSuggestions, output: Suggestions },
  ),
  dismissSuggestions: post(
    '/api/incidents/{incident}/report/suggestions/dismiss',
    'Dismiss suggestions',
    { input: ChooseSuggestions, output: Suggestions },
  ),
  reopenSuggestions: post(
    '/api/incidents/{incident}/report/suggestions/reopen',
    'Reopen suggestions, and remove what they became',
    { input: ChooseSuggestions, output: Suggestions },
  ),
  removeSection: del(
    '/api/incidents/{incident}/report/sections/{id}',
    'Remove a section (its text is kept)',
    { input: SectionOfReport, output: Report },
  ),
  restoreSection: post(
    '/api/incidents/{incident}/report/sections/{id}/restore',
    'Restore a removed section',
    { input: SectionOfReport, output: Report },
  ),
} as const;
