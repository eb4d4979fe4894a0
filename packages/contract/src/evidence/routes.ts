import { z } from 'zod';
import { SavedMapping, SavedMappings, SaveMapping } from './saved-mapping.ts';
import { PossibleSecrets, ResolveSecrets } from './secrets.ts';
import { Verification, VerifyEvidence } from './verification.ts';
import { PreviewRedaction, RedactEvidence, RedactionPreview } from './redaction.ts';
import { PreviewRemoval, Removal, RemovalPreview, RemoveEvidence } from './removal.ts';
import {
  PreviewRetention,
  RetentionPreview,
  SetRetention,
  SourceRetention,
  SourceRetentions,
} from './retention.ts';
import {
  Evidence,
  EvidenceInFull,
  EvidenceRedacted,
  Import,
  ImportQuery,
  ListImports,
  Preview,
  PreviewQuery,
  RecordFilter,
  RecordOutline,
  RecordPage,
  RecordQuery,
  Rejection,
  UndoPreview,
} from './schema.ts';
import { Id, toPageSchema } from '../ids.ts';
import { IncludeStream, SourceStream } from '../incident/schema.ts';
import { incident, ofId, ofIncident, ofIncidentAt, paging } from '../inputs.ts';
import { del, get, post, put } from '../route.ts';

export const evidenceRoutes = {
  sources: get(
    '/api/incidents/{incident}/sources',
    'List the sources of an incident, and those available to it',
    { input: ofIncident, output: z.object({ items: z.array(SourceStream) }) },
  ),
  includeStream: put(
    '/api/incidents/{incident}/streams/{streamId}',
    'Include a stream, with a time range',
    { input: IncludeStream, output: SourceStream },
  ),
  excludeStream: del('/api/incidents/{incident}/streams/{streamId}', 'Exclude a stream', {
    input: z.object({ incident, streamId: Id }),
    output: null,
    status: 204,
  }),
  setClockOffset: put(
    '/api/incidents/{incident}/sources/{sourceId}/clock-offset',
    'Correct the clock of a source',
    {
      input: z.object({
        incident,
        sourceId: Id,
        clockOffsetMs: z.int().min(-86_400_000).max(86_400_000),
      }),
      output: z.object({ items: z.array(SourceStream) }),
    },
  ),
  preview: post('/api/imports/preview', 'Preview how a file would be read', {
    scope: 'import',
    input: PreviewQuery,
    output: Preview,
    body: 'file',
  }),
  mappings: get('/api/mappings', 'List saved mappings', {
    scope: 'import',
    input: z.object({}),
    output: SavedMappings,
  }),
  saveMapping: post('/api/mappings', 'Save how to read files with these columns', {
    scope: 'import',
    input: SaveMapping,
    output: SavedMapping,
  }),
  removeMapping: del('/api/mappings/{id}', 'Remove a saved mapping', {
    scope: 'import',
    input: ofId,
    output: null,
    status: 204,
  }),
  import: post('/api/imports', 'Import a file into an incident', {
    scope: 'import',
    input: ImportQuery,
    output: Import,
    body: 'file',
    status: 202,
  }),
  imports: get('/api/imports', 'List the imports of an incident, newest first', {
    input: ListImports,
    output: toPageSchema(Import),
  }),
  getImport: get('/api/imports/{id}', 'Get an import and its summary', {
    input: ofId,
    output: Import,
  }),
  cancelImport: post('/api/imports/{id}/cancel', 'Cancel an import (stored records are kept)', {
    scope: 'import',
    input: ofId,
    output: Import,
  }),
  previewUndo: get('/api/imports/{id}/undo', 'Preview what undoing an import would remove', {
    scope: 'import',
    input: ofId,
    output: UndoPreview,
  }),
  undoImport: post('/api/imports/{id}/undo', 'Undo an import (what is cited stays)', {
    scope: 'import',
    input: ofId,
    output: Import,
    status: 202,
  }),
  rejections: get('/api/imports/{id}/rejections', 'List the records that an import rejected', {
    input: z.object({ id: Id, ...paging }),
    output: toPageSchema(Rejection),
  }),
  downloadRejections: get(
    '/api/imports/{id}/rejections.csv',
    'Download the rejected records as CSV',
    { input: ofId, output: null, answer: 'file' },
  ),
  verify: get('/api/evidence/verification', 'Verify that stored evidence was not altered', {
    input: VerifyEvidence,
    output: Verification,
  }),
  record: get(
    '/api/incidents/{incident}/record',
    'List the evidence of an incident in order of time',
    { input: RecordQuery.extend({ incident }), output: RecordPage },
  ),
  outline: get(
    '/api/incidents/{incident}/record/outline',
    'Get density, counts and page positions of the evidence',
    {
      input: RecordFilter.extend({
        incident,
        pageSize: z.coerce.number().int().min(10).max(500).optional(),
      }),
      output: RecordOutline,
    },
  ),
  get: get(
    '/api/incidents/{incident}/evidence/{id}',
    'Get an item with its raw payload and revisions',
    { input: ofIncidentAt.extend({ id: Id }), output: EvidenceInFull },
  ),
  thread: get('/api/incidents/{incident}/evidence/{id}/replies', 'List the replies to an item', {
    input: ofIncidentAt.extend({ id: Id }),
    output: z.object({ items: z.array(Evidence) }),
  }),
  previewRedaction: get(
    '/api/incidents/{incident}/evidence/{id}/redaction',
    'Preview a redaction',
    { scope: 'write', input: PreviewRedaction, output: RedactionPreview },
  ),
  possibleSecrets: get(
    '/api/incidents/{incident}/possible-secrets',
    'List what looks like a credential in the evidence',
    { scope: 'write', input: ofIncident, output: PossibleSecrets },
  ),
  resolveSecrets: post(
    '/api/incidents/{incident}/possible-secrets',
    'Redact or ignore possible secrets',
    { input: ResolveSecrets, output: PossibleSecrets },
  ),
  redact: post('/api/incidents/{incident}/evidence/{id}/redaction', 'Redact an item permanently', {
    input: RedactEvidence,
    output: EvidenceRedacted,
  }),
  previewRemoval: get('/api/incidents/{incident}/removal', 'Preview a legal removal', {
    scope: 'admin',
    input: PreviewRemoval,
    output: RemovalPreview,
  }),
  remove: post('/api/incidents/{incident}/removals', 'Remove evidence for a legal reason', {
    scope: 'admin',
    input: RemoveEvidence,
    output: Removal,
    status: 202,
  }),
  retentions: get('/api/sources', 'List sources and how long their evidence is kept', {
    scope: 'admin',
    input: null,
    output: SourceRetentions,
  }),
  previewRetention: get('/api/sources/{id}/retention', 'Preview a retention', {
    scope: 'admin',
    input: PreviewRetention,
    output: RetentionPreview,
  }),
  setRetention: put('/api/sources/{id}/retention', 'Set how long evidence of a source is kept', {
    scope: 'admin',
    input: SetRetention,
    output: SourceRetention,
  }),
  removals: get('/api/incidents/{incident}/removals', 'List the legal removals of an incident', {
    scope: 'admin',
    input: ofIncident,
    output: z.object({ items: z.array(Removal) }),
  }),
} as const;
