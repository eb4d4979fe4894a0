import { headContent } from '../bytes/content.ts';
import { decodeRecord } from '../bytes/decode.ts';
import type { Piece } from '../bytes/split.ts';
import { finishStream } from '../finish.ts';
import { headPieces, splitFile } from '../read-pieces.ts';
import type { Read, SourceReader, SourceRef, Upload } from '../source.ts';
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
