import type { Routes } from '@debrief/contract';
import * as evidence from '@debrief/core/evidence';
import {
  listPossibleSecrets,
  listRemovals,
  previewRedaction,
  previewRemoval,
  redactEvidence,
  removeEvidence,
  resolveSecrets,
} from '@debrief/core/redaction';
import { listRetention, previewRetention, setRetention } from '@debrief/core/retention';
import { previewUndo, undoImport } from '@debrief/core/undo-import';
import type { Handlers } from '../handler.ts';
import { fileResponse } from '../file-response.ts';

export const evidenceHandlers: Handlers<Routes['evidence']> = {
  sources: evidence.listSources,
  includeStream: evidence.includeStream,
  excludeStream: evidence.excludeStream,
  setClockOffset: evidence.setClockOffset,
  preview: (ctx, input, { file: { upload, isPacked } }) =>
    evidence.previewUpload(
      ctx,
      input,
      isPacked ? upload : { ...upload, size: Math.max(upload.size, input.size ?? 0) },
    ),
  import: async (ctx, input, { file }) => {
    const begun = await evidence.beginImport(ctx, input, file.upload, file.contentHash, file.place);
    file.keep();
    return begun.import;
  },
  mappings: evidence.listMappings,
  saveMapping: evidence.saveMapping,
  removeMapping: evidence.removeMapping,
  imports: evidence.listImports,
  getImport: evidence.getImport,
  cancelImport: evidence.cancelImport,
  previewUndo,
  undoImport,
  rejections: evidence.listRejections,
  downloadRejections: async (ctx, input) =>
    fileResponse(await evidence.rejectionsAsCsv(ctx, input)),
  verify: evidence.verifyEvidence,
  record: (ctx, input) => evidence.readRecord(ctx, input.incident, input),
  outline: (ctx, input) => evidence.outlineRecord(ctx, input.incident, input, input.pageSize),
  get: evidence.getEvidence,
  thread: evidence.listReplies,
  previewRedaction: previewRedaction,
  possibleSecrets: listPossibleSecrets,
  resolveSecrets,
  redact: redactEvidence,
  previewRemoval,
  remove: removeEvidence,
  removals: listRemovals,
  retentions: listRetention,
  previewRetention,
  setRetention,
};
