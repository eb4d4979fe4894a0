import { ofIncident } from '../inputs.ts';
import {
  AcceptProposals,
  BringInReport,
  BroughtIn,
  ChooseProposals,
  PreviewReport,
  Proposals,
  ReportPreview,
} from './import.ts';
import { Report, SectionOfReport, WriteSections } from './schema.ts';
import { editionRoutes } from './edition-routes.ts';
import { route } from '../route.ts';

export const reportRoutes = {
  ...editionRoutes,
  read: route({
    method: 'get',
    path: '/api/incidents/{incident}/report',
    summary: 'The report as it is written now',
    scope: 'read',
    input: ofIncident,
    output: Report,
  }),
  begin: route({
    method: 'post',
    path: '/api/incidents/{incident}/report',
    summary: 'Begin the report with the sections of a review',
    scope: 'write',
    input: ofIncident,
    output: Report,
  }),
  write: route({
    method: 'patch',
    path: '/api/incidents/{incident}/report',
    summary:
      'Add sections to the report or put them in the place of others, while people write in it',
    scope: 'write',
    input: WriteSections,
    output: Report,
  }),
  preview: route({
    method: 'post',
    path: '/api/report/preview',
    summary: 'What would become of a written report; nothing is stored',
    scope: 'import',
    input: PreviewReport,
    output: ReportPreview,
    body: 'file',
  }),
  bringIn: route({
    method: 'post',
    path: '/api/incidents/{incident}/report/bring-in',
    summary: 'Bring in a written report: as evidence, as sections of the draft, and as proposals',
    scope: 'import',
    input: BringInReport,
    output: BroughtIn,
    body: 'file',
    status: 201,
  }),
  proposals: route({
    method: 'get',
    path: '/api/incidents/{incident}/report/proposals',
    summary: 'What the reports that were brought in propose',
    scope: 'read',
    input: ofIncident,
    output: Proposals,
  }),
  acceptProposals: route({
    method: 'post',
    path: '/api/incidents/{incident}/report/proposals/accept',
    summary: 'Make events, follow-ups and factors of proposals, citing their words',
    scope: 'write',
    input: AcceptProposals,
    output: Proposals,
  }),
  dismissProposals: route({
    method: 'post',
    path: '/api/incidents/{incident}/report/proposals/dismiss',
    summary: 'Dismiss proposals',
    scope: 'write',
    input: ChooseProposals,
    output: Proposals,
  }),
  reopenProposals: route({
    method: 'post',
    path: '/api/incidents/{incident}/report/proposals/reopen',
    summary: 'Take acceptance or dismissal back; what was made of a proposal is removed',
    scope: 'write',
    input: ChooseProposals,
    output: Proposals,
  }),
  removeSection: route({
    method: 'delete',
    path: '/api/incidents/{incident}/report/sections/{id}',
    summary: 'Remove a section; what is written in it is kept',
    scope: 'write',
    input: SectionOfReport,
    output: Report,
  }),
  restoreSection: route({
    method: 'post',
    path: '/api/incidents/{incident}/report/sections/{id}/restore',
    summary: 'Restore a removed section',
    scope: 'write',
    input: SectionOfReport,
    output: Report,
  }),
} as const;
