import { readers, type SourceReader, type SourceRecord } from '@debrief/readers';
import type { Context } from '../../context.ts';
import { beginImport, type Begun } from '../import-upload.ts';

/**
 * The record with this index in a file that exists only in the test: one per minute, keyed by
 * index.
 */
export function makeRecord(index: number): SourceRecord {
  return {
    place: `line ${index + 1}`,
    stream: { key: 'made', name: 'made' },
    key: `made-${index}`,
    kind: 'log',
    occurredAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
    untilAt: null,
    precision: 'exact',
    zoneOffset: null,
    author: { key: 'ada', name: 'ada', email: null, isBot: false },
    text: `made ${index}`,
    repliesTo: null,
    reactions: [],
    details: {},
    marks: [],
    payload: `made ${index}`,
    change: 'present',
  };
}

/**
 * Starts an import whose reader returns these records; `at` is called before each with its index.
 */
export async function importWith(
  ctx: Context,
  incident: { ref: string },
  records: readonly SourceRecord[],
  more: { at?: (index: number, importId: string) => Promise<void>; name?: string } = {},
): Promise<Begun> {
  let importId = '';
  const reader: SourceReader = {
    format: 'text-log',
    name: 'Made',
    recognise: async () => 10,
    source: async () => ({ kind: 'made', key: more.name ?? 'made', name: more.name ?? 'made' }),
    preview: async () => ({ columns: [], mapping: {}, timeUnit: null, questions: [], sample: [] }),
    async *read() {
      for (const [index, record] of records.entries()) {
        await more.at?.(index, importId);
        yield { type: 'record', record };
      }
    },
  };
  readers.unshift(reader);
  try {
    const upload = {
      name: 'made',
      path: '/nowhere',
      isFolder: false,
      size: records.length,
      head: new Uint8Array(),
    };
    const begun = await beginImport(
      ctx,
      { incident: incident.ref, name: 'made', format: 'text-log' },
      upload,
      '',
    );
    importId = begun.import.id;
    return begun;
  } finally {
    readers.splice(readers.indexOf(reader), 1);
  }
}
