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
import type { Handlers } from '../handler.ts';
import { fileResponse } from '../file-response.ts';

export const evidenceHandlers: Handlers<Routes['evidence']> = {
  scope: listScope,
  changeScope: changeScope,
  dropScope: dropScope,
  setClockOffset: setClockOffset,
  preview: (ctx, input, { file: { upload } }) =>
    previewUpload(ctx, input, { ...upload, size: Math.max(upload.size, input.size ?? 0) }),
  import: async (ctx, input, { file }) => {
    const begun = await beginImport(ctx, input, file.upload, file.contentHash, file.place);
    file.keep();
    return begun.import;
  },
  imports: listImports,
  getImport: getImport,
  cancelImport: cancelImport,
  rejections: listRejections,
  downloadRejections: async (ctx, input) => fileResponse(await rejectionsAsCsv(ctx, input)),
  record: (ctx, input) => readRecord(ctx, input.incident, input),
  outline: (ctx, input) => outlineRecord(ctx, input.incident, input, input.pageSize),
  get: getEvidence,
  thread: listReplies,
  previewRedaction: previewRedaction,
  redact: redactEvidence,
};
