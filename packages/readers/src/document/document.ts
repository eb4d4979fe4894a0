import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { ReadOptions } from '@debrief/contract';
import { decodeDocument, documentText } from './document-text.ts';
import { asBuffer, headContent, isWhole } from '../bytes/content.ts';
import { maxRecordBytes, toExcerpt } from '../bytes/decode.ts';
import { isZipKind, wordDocument } from '../container/zip-kind.ts';
import { isPdf, readPdf } from '../office/pdf-text.ts';
import { readWord } from '../office/word-text.ts';
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
  name: 'Document (Word, PDF, Markdown, HTML or plain text)',

  async recognise(upload) {
    if (upload.isFolder || upload.size === 0) return 0;
    if (isPdf(upload.head) || (await isZipKind(upload, wordDocument))) return 0.97;
    if (headContent(upload).includes(0)) return 0;
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
      if (bytes.length > 0) yield await toRead(upload, options, bytes);
    }
    yield { type: 'progress', bytesRead: upload.size };
  },

  async preview(upload, options) {
    // A part of a Word document or a PDF has no text yet.
    const isEmpty = upload.head.length === 0 || (!isWhole(upload) && (await isOffice(upload)));
    if (isEmpty) return { ...nothing, sample: [] };
    const bytes = (await isOffice(upload)) ? await readFile(upload.path) : asBuffer(upload.head);
    const read = await toRead(upload, options, bytes);
    return { ...nothing, sample: [toSample(read)] };
  },
};

const nothing = { columns: [], mapping: {}, timeUnit: null, questions: [] };

async function isOffice(upload: Upload): Promise<boolean> {
  return isPdf(upload.head) || isZipKind(upload, wordDocument);
}

async function readText(
  upload: Upload,
  bytes: Buffer,
): Promise<{ text: string } | { problem: string }> {
  if (isPdf(upload.head)) return readPdf(bytes);
  if (await isZipKind(upload, wordDocument)) return readWord(upload, bytes);
  return { text: documentText(upload.name, decodeDocument(bytes, upload.encoding)) };
}

/** A page can have markup only, for example a frame that a script fills. */
async function toRead(
  upload: Upload,
  options: ReadOptions,
  bytes: Buffer,
): Promise<Rejected | Extract<Read, { type: 'record' }>> {
  const found = await readText(upload, bytes);
  if ('text' in found && /\S/.test(found.text))
    return { type: 'record', record: toRecord(upload, options, bytes, found.text) };
  return {
    type: 'rejected',
    place: 'the entire file',
    reason:
      'problem' in found
        ? found.problem
        : 'The document has no text. Save the page after it is loaded, then import that file.',
    excerpt: toExcerpt(bytes),
  };
}

function toRecord(upload: Upload, options: ReadOptions, bytes: Buffer, text: string): SourceRecord {
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
    text,
    repliesTo: null,
    reactions: [],
    details: { title: plainName(upload.name) },
    marks: precision === 'unknown' ? ['no-time'] : [],
    payload: isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : bytes,
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
