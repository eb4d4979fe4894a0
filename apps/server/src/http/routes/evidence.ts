import type { Routes } from '@debrief/contract';
import {
  beginImport,
  cancelImport,
  changeScope,
  dropScope,
  getEvidence,
  getImport,
  listImports,
  listRejections,
  listReplies,
  listScope,
  outlineRecord,
  previewUpload,
  readRecord,
  rejectionsAsCsv,
  setClockOffset,
} from '@debrief/core/evidence';
import { previewRedaction, redactEvidence } from '@debrief/core/redaction';
import type { Doors } from '../door.ts';
import { fileResponse } from '../file-response.ts';
import { pagingOf } from '../paging.ts';

export const evidenceDoors: Doors<Routes['evidence']> = {
  scope: ({ ctx }, input) => listScope(ctx, input),
  changeScope: ({ ctx }, input) => changeScope(ctx, input),
  dropScope: ({ ctx }, input) => dropScope(ctx, input),
  setClockOffset: ({ ctx }, input) => setClockOffset(ctx, input),
  preview: async ({ ctx, file }, input) => {
    const { name, size, ...options } = input;
    const spooled = await file(name);
    try {
      return await previewUpload(ctx, options, {
        ...spooled.upload,
        size: Math.max(spooled.upload.size, Number(size ?? 0)),
      });
    } finally {
      await spooled.clear();
    }
  },
  import: async ({ ctx, deps, file }, input) => {
    const spooled = await file(input.name);
    try {
      const begun = await beginImport(ctx, input, spooled.upload, spooled.contentHash);
      deps.imports.start(begun, spooled.clear);
      return begun.import;
    } catch (error) {
      await spooled.clear();
      throw error;
    }
  },
  imports: ({ ctx }, input) => listImports(ctx, { incident: input.incident, ...pagingOf(input) }),
  getImport: ({ ctx }, input) => getImport(ctx, input),
  cancelImport: ({ ctx }, input) => cancelImport(ctx, input),
  rejections: ({ ctx }, input) => listRejections(ctx, { id: input.id, ...pagingOf(input) }),
  downloadRejections: async ({ ctx }, input) => fileResponse(await rejectionsAsCsv(ctx, input)),
  record: ({ ctx }, { incident, ...query }) => readRecord(ctx, incident, query),
  outline: ({ ctx }, { incident, pageSize, ...filter }) =>
    outlineRecord(ctx, incident, filter, pageSize === undefined ? undefined : Number(pageSize)),
  get: ({ ctx }, input) => getEvidence(ctx, input),
  thread: ({ ctx }, input) => listReplies(ctx, input),
  previewRedaction: ({ ctx }, input) => previewRedaction(ctx, input),
  redact: ({ ctx }, input) => redactEvidence(ctx, input),
};
