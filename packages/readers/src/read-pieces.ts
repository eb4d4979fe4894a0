import { type Content, openContent, headContent, isWhole } from './bytes/content.ts';
import type { Read, Upload } from './source.ts';
import { type Batch, type Piece, split, splitHead, type Splitter } from './bytes/split.ts';

const progressEvery = 1024 * 1024;

/** Reads a file piece by piece, with progress; `last` comes after the last piece. */
export async function* readPieces(
  upload: Upload,
  splitter: Splitter,
  toReads: (piece: Piece) => Read[],
  { skip = 0, last = () => [] }: { skip?: number; last?: () => Read[] } = {},
): AsyncGenerator<Read> {
  let nextProgress = progressEvery;
  for await (const { pieces, bytesRead } of splitFile(upload, splitter, skip)) {
    // `yield*` would wait three times for each of them.
    for (const piece of pieces) for (const read of toReads(piece)) yield read;
    if (bytesRead < nextProgress) continue;
    nextProgress = bytesRead + progressEvery;
    yield { type: 'progress', bytesRead };
  }
  yield* last();
  yield { type: 'progress', bytesRead: upload.size };
}

/** The pieces of the full file, from chunks. */
export function splitFile(upload: Upload, splitter: Splitter, skip = 0): AsyncIterable<Batch> {
  return split(skipBytes(openContent(upload), skip), splitter);
}

/** The complete pieces in the head. */
export function headPieces(upload: Upload, splitter: Splitter, skip = 0): Piece[] {
  return splitHead(headContent(upload).subarray(skip), isWhole(upload), splitter);
}

function skipBytes(content: Content, bytes: number): Content {
  if (bytes === 0) return content;
  async function* chunks(): AsyncGenerator<Buffer> {
    let left = bytes;
    for await (const chunk of content.chunks) {
      if (left < chunk.length) yield chunk.subarray(left);
      left = Math.max(0, left - chunk.length);
    }
  }
  return { chunks: chunks(), bytesRead: () => content.bytesRead() };
}
