import { createHash } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import { headContent } from '../bytes/content.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { splitHead, type Piece } from '../bytes/split.ts';
import { finishStream } from '../finish.ts';
import { headPieces, splitFile } from '../read-pieces.ts';
import type { Read, SourceReader, SourceRef, StreamRef, Upload } from '../source.ts';
import { toTimeRules } from '../table/mapping.ts';
import { fileSource, fileStream, rejectPiece, toSample } from '../table/table.ts';
import { type Entry, readEntry } from './feed-entry.ts';
import { FeedSplitter } from './feed-split.ts';
import { childrenNamed, isFeed, linkIn, parseElement, textNamed } from './feed-xml.ts';

/** An Atom or RSS feed: of a status page, releases, announcements. */
export const feed: SourceReader = {
  format: 'feed',
  name: 'Feed',

  recognise: async (upload) =>
    !upload.isFolder && isFeed(headContent(upload).subarray(0, 4_000).toString('latin1'))
      ? 0.98
      : 0,

  async source(upload, options): Promise<SourceRef> {
    const { key, name } = await readFacts(upload);
    return options.source === undefined && key !== ''
      ? { kind: 'feed', key: `feed:${key}`, name }
      : fileSource(upload, options);
  },

  async *read(upload, options): AsyncGenerator<Read> {
    const toReads = await prepare(upload, options);
    for await (const { pieces, bytesRead } of splitFile(upload, new FeedSplitter())) {
      for (const piece of pieces) for (const read of await toReads(piece)) yield read;
      yield { type: 'progress', bytesRead };
    }
    yield { type: 'progress', bytesRead: upload.size };
  },

  async preview(upload, options) {
    const toReads = await prepare(upload, options);
    const pieces = headPieces(upload, new FeedSplitter()).slice(0, 5);
    const reads = (await Promise.all(pieces.map(toReads))).flat();
    const shown = reads.filter((read) => read.type === 'record' || read.type === 'rejected');
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: [],
      sample: shown.slice(0, 5).map(toSample),
    };
  },
};

/** How the entries of this feed are read. */
async function prepare(
  upload: Upload,
  options: Parameters<SourceReader['read']>[1],
): Promise<(piece: Piece) => Promise<Read[]>> {
  const { key, name } = await readFacts(upload);
  const stream =
    options.stream === undefined && key !== ''
      ? finishStream({ key, name })
      : fileStream(upload, options);
  return toReader(stream, options);
}

/** The records in a feed that was fetched. */
export async function readFeed(body: Uint8Array, stream: StreamRef): Promise<Read[]> {
  const toReads = toReader(stream, {});
  const reads: Read[] = [];
  for (const piece of splitEntries(body)) reads.push(...(await toReads(piece)));
  return reads;
}

/**
 * A hash of the entries of a feed, without what surrounds them, such as the time of the answer; empty
 * if it has none. Errors: `bad-file` if it is not a feed.
 */
export function hashFeed(body: Uint8Array): string {
  if (!isFeed(Buffer.from(body.subarray(0, 4_000)).toString('latin1')))
    throw new DomainError('bad-file', 'The answer is not an Atom or RSS feed.');
  const entries = splitEntries(body);
  if (entries.length === 0) return '';
  const hash = createHash('sha256');
  for (const { bytes } of entries) hash.update(bytes);
  return hash.digest('hex');
}

const splitEntries = (body: Uint8Array): Piece[] =>
  splitHead(Buffer.from(body), true, new FeedSplitter());

function toReader(
  stream: StreamRef,
  options: Parameters<SourceReader['read']>[1],
): (piece: Piece) => Promise<Read[]> {
  const rules = toTimeRules(options);
  return async (piece) => {
    const place = `entry ${piece.number}`;
    if (piece.problem !== null)
      return [rejectPiece(piece, place, `The entry is ${piece.problem}.`)];
    const { text, marks, payload } = decodeRecord(piece.bytes);
    const entry: Entry = { place, stream, marks, payload, rules, kind: options.kind };
    const element = await parseElement(text);
    const read = typeof element === 'string' ? element : readEntry(element, entry);
    return typeof read === 'string' ? [rejectPiece(piece, place, read)] : read;
  };
}

/** The lasting address of the feed and its title, from what is before its first entry. */
async function readFacts(upload: Upload): Promise<{ key: string; name: string }> {
  const { text } = decodeRecord(headContent(upload));
  const start = /<(?:feed|channel)(?=[\s>])/.exec(text);
  if (start === null) return { key: '', name: '' };
  const [before = ''] = text
    .slice(start.index)
    .split(/<(?:entry|item|\/feed|\/channel)(?=[\s>])/, 1);
  const element = await parseElement(`${before}</${start[0].slice(1)}>`);
  if (typeof element === 'string') return { key: '', name: '' };
  const self = childrenNamed(element, 'atom:link').find(
    ({ attributes }) => attributes['rel'] === 'self',
  );
  const key =
    textNamed(element, 'id') ||
    linkIn(element, 'self') ||
    (self?.attributes['href'] ?? '') ||
    linkIn(element);
  return { key, name: textNamed(element, 'title') || key };
}
