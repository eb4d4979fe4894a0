import type { RecordFilterInput } from '@debrief/contract';
import { api } from '../../api.ts';
import { incidentKey, read, readPages } from '../read.ts';

/** What a legal removal is about: an item, or everything of a person or an import. */
export type RemovalScope = { item: string } | { person: string } | { import: string };

export const evidenceQueries = {
  sources: (ref: string) =>
    read(incidentKey(ref, 'sources'), (options) =>
      api.evidence.sources({ incident: ref }, options),
    ),
  find: (ref: string, text: string) =>
    read(incidentKey(ref, 'record', 'find', text), (options) =>
      api.evidence.record({ incident: ref, text, limit: 8 }, options),
    ),
  outline: (ref: string, filter: RecordFilterInput) =>
    read(incidentKey(ref, 'record', 'outline', filter), (options) =>
      api.evidence.outline({ incident: ref, ...filter }, options),
    ),
  evidence: (ref: string, id: string, knownAt: string | null = null) =>
    read(incidentKey(ref, 'record', 'item', id, knownAt), (options) =>
      api.evidence.get({ incident: ref, id, ...(knownAt !== null && { knownAt }) }, options),
    ),
  redaction: (ref: string, part: { id: string; start?: number; end?: number }) =>
    read(
      incidentKey(ref, 'redaction', part),
      (options) => api.evidence.previewRedaction({ incident: ref, ...part }, options),
      0,
    ),
  retentions: () => read(['retention'], (options) => api.evidence.retentions(undefined, options)),
  retention: (id: string, days: number) =>
    read(
      ['retention', id, String(days)],
      (options) => api.evidence.previewRetention({ id, days }, options),
      0,
    ),
  removal: (ref: string, of: RemovalScope) =>
    read(
      incidentKey(ref, 'redaction', 'removal', of),
      (options) => api.evidence.previewRemoval({ incident: ref, ...of }, options),
      0,
    ),
  /** Of files, or also of deliveries. */
  imports: (ref: string, only?: 'files') =>
    readPages(incidentKey(ref, 'imports', only ?? 'all'), (page, options) =>
      api.evidence.imports({ incident: ref, limit: 50, ...(only && { only }), ...page }, options),
    ),
  possibleSecrets: (ref: string) =>
    read(incidentKey(ref, 'imports', 'secrets'), (options) =>
      api.evidence.possibleSecrets({ incident: ref }, options),
    ),
  import: (id: string) =>
    read(['import', id], (options) => api.evidence.getImport({ id }, options)),
  rejections: (id: string) =>
    readPages(['import', id, 'rejections'], (page, options) =>
      api.evidence.rejections({ id, limit: 50, ...page }, options),
    ),
};
