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
import type { Doors } from '../door.ts';
import { editionDoors } from './edition.ts';

export const reportDoors: Doors<Routes['report']> = {
  ...editionDoors,
  read: ({ ctx }, input) => readReport(ctx, input),
  begin: ({ ctx }, input) => beginReport(ctx, input),
  write: ({ ctx }, input) => writeSections(ctx, input),
  removeSection: ({ ctx }, input) => removeSection(ctx, input),
  restoreSection: ({ ctx }, input) => restoreSection(ctx, input),
  preview: async ({ ctx, file }, input) => {
    const spooled = await file(input.name);
    try {
      return await previewReport(ctx, input, spooled.upload);
    } finally {
      await spooled.clear();
    }
  },
  bringIn: async ({ ctx, file }, input) => {
    const spooled = await file(input.name);
    try {
      return await bringInReport(ctx, input, spooled.upload, spooled.contentHash);
    } finally {
      await spooled.clear();
    }
  },
  proposals: ({ ctx }, input) => listProposals(ctx, input),
  acceptProposals: ({ ctx }, input) => acceptProposals(ctx, input),
  dismissProposals: ({ ctx }, input) => dismissProposals(ctx, input),
  reopenProposals: ({ ctx }, input) => reopenProposals(ctx, input),
};
