import { readFile } from 'node:fs/promises';
import type { ReadOptions } from '@debrief/contract';
import { decodeDocument, documentText } from './document-text.ts';
import { asBuffer, headContent } from '../bytes/content.ts';
import { maxRecordBytes } from '../bytes/decode.ts';
import type { Rejected } from '../row.ts';
import { finish } from '../finish.ts';
import { toTimeRules } from '../table/mapping.ts';
import type { Read, SourceReader, SourceRecord, Upload } from '../source.ts';
import { fileSource, fileStream, toSample } from '../table/table.ts';
import { readTime } from '../time/time.ts';
import { baseName, plainName } from '../bytes/upload.ts';

/** A document (a post-mortem, a wiki page) is one item. */
export const document: SourceReader = {
  format: 'document',
  name: 'Document (Markdown, HTML or plain text)',

  async recognise(upload) {
    if (upload.isFolder || upload.size === 0 || headContent(upload).includes(0)) return 0;
    if (/\.(md|markdown|mdx|mdown|html?)$/i.test(upload.name)) return 0.95;
    return /^\s*(<!doctype html|<html[\s>])/i.test(
      headContent(upload).subarray(0, 200).toString('utf8'),
    )
      ? 0.9
      : 0;
  },

  source: async (upload, options) => fileSource(upload, options),

  async *read(upload, options): AsyncGenerator<Read> {
    if (upload.size > maxRecordBytes) {
      yield {
        type: 'rejected',
        place: 'the entire file',
        reason: 'The document is longer than 16 MiB, the limit for one record.',
        excerpt: '',
      };
    } else {
      const bytes = await readFile(upload.path);
      if (bytes.length > 0) yield toRead(upload, options, bytes);
    }
    yield { type: 'progress', bytesRead: upload.size };
  },

  async preview(upload, options) {
    const isEmpty = upload.head.length === 0;
    const read = toRead(upload, options, asBuffer(upload.head));
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: [],
      sample: isEmpty ? [] : [toSample(read)],
    };
  },
};

/** A page can have markup only, for example a frame that a script fills. */
function toRead(
  upload: Upload,
  options: ReadOptions,
  bytes: Buffer,
): Rejected | Extract<Read, { type: 'record' }> {
  const record = toRecord(upload, options, bytes);
  if (/\S/.test(record.text)) return { type: 'record', record };
  return {
    type: 'rejected',
    place: record.place,
    reason: 'The document has no text. Save the page after it is loaded, then import that file.',
    excerpt: bytes.subarray(0, 200).toString('utf8'),
  };
}

function toRecord(upload: Upload, options: ReadOptions, bytes: Buffer): SourceRecord {
  const source = decodeDocument(bytes, upload.encoding);
  const { at, precision } = writtenAt(upload, options);
  return finish({
    place: 'the entire file',
    stream: fileStream(upload, options),
    key: baseName(upload.name),
    kind: options.kind ?? 'document',
    occurredAt: at,
    untilAt: null,
    precision,
    zoneOffset: null,
    author: null,
    text: documentText(upload.name, source),
    repliesTo: null,
    reactions: [],
    details: { title: plainName(upload.name) },
    marks: precision === 'unknown' ? ['no-time'] : [],
    payload: source === bytes.toString('utf8') ? source : bytes,
    change: 'present',
  });
}

/** The time of a document: from an option, or from the date in its name. */
function writtenAt(
  upload: Upload,
  options: ReadOptions,
): { at: Date; precision: 'about' | 'unknown' } {
  if (options.timeOrigin !== undefined)
    return { at: new Date(options.timeOrigin), precision: 'about' };
  const day = readTime(
    /(?:19|20)\d{2}-\d{2}-\d{2}/.exec(baseName(upload.name))?.[0],
    toTimeRules(options),
  );
  return typeof day === 'string'
    ? { at: new Date(0), precision: 'unknown' }
    : { at: day.at, precision: 'about' };
}
