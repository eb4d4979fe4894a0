import { createReadStream } from 'node:fs';
import { DomainError } from '@debrief/contract';
import type { Upload } from '@debrief/readers';

/** Longer than any line that Debrief writes: a payload has at most 16 MiB. */
const longestLine = 128 * 1024 * 1024;
const newline = 0x0a;

export interface RawLine {
  number: number;
  /** Without the line ending. */
  bytes: Buffer;
}

/** The lines of a file. Each must end with a line break. Errors: `bad-file` with the place. */
export async function* readLines(upload: Upload): AsyncGenerator<RawLine> {
  let number = 1;
  let pending: Buffer[] = [];
  let length = 0;
  for await (const chunk of readChunks(upload)) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      yield { number, bytes: Buffer.concat([...pending, chunk.subarray(from, at)]) };
      number += 1;
      pending = [];
      length = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > longestLine)
      throw new DomainError(
        'bad-file',
        `${upload.name}, line ${number}: longer than ${longestLine / 1024 / 1024} MiB.`,
      );
    if (rest.length > 0) pending.push(rest);
  }
  if (length > 0)
    throw new DomainError(
      'bad-file',
      `${upload.name} ends in the middle of line ${number}. Export or copy the bundle again.`,
    );
}

/** The cast holds: without an encoding, the stream gives buffers. */
function readChunks(upload: Upload): AsyncIterable<Buffer> {
  return createReadStream(upload.path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
}
