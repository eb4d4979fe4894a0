import type { Routes } from '@debrief/contract';
import {
  acceptProposals,
  beginReport,
  bringInReport,
  dismissProposals,
  listProposals,
  previewReport,
  readReport,
  removeSection,
  reopenProposals,
  restoreSection,
  writeSections,
} from '@debrief/core/report';
import type { Handlers } from '../handler.ts';
import { publishedVersionHandlers } from './published-version.ts';

export const reportHandlers: Handlers<Routes['report']> = {
  ...publishedVersionHandlers,
  read: readReport,
  begin: beginReport,
  write: writeSections,
  removeSection: removeSection,
  restoreSection: restoreSection,
  preview: (ctx, input, { file }) => previewReport(ctx, input, file.upload),
  bringIn: (ctx, input, { file }) => bringInReport(ctx, input, file.upload, file.contentHash),
  proposals: listProposals,
  acceptProposals: acceptProposals,
  dismissProposals: dismissProposals,
  reopenProposals: reopenProposals,
};
