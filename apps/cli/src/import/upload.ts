import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import type { ReadOptions } from '@debrief/contract';

export interface Upload {
  name: string;
  /** The size in bytes, if known before sending. */
  size: number | null;
  /** Known in advance for what is packed or produced here. */
  format?: NonNullable<ReadOptions['format']>;
  /** The start, for recognition; null if it can only be read once. */
  head(): Promise<Uint8Array<ArrayBuffer> | null>;
  chunks(): AsyncIterable<Uint8Array>;
  /** Found in a folder: skipped with a message if no format fits. */
  isFromFolder: boolean;
}

const HEAD_BYTES = 256 * 1024;

export function fileUpload(
  path: string,
  name: string,
  size: number,
  isFromFolder: boolean,
): Upload {
  return {
    name,
    size,
    isFromFolder,
    head: async () => readHead(path),
    chunks: () =>
      size < HEAD_BYTES ? readAtOnce(path) : createReadStream(path, { highWaterMark: HEAD_BYTES }),
  };
}

/** Loading what streams a file takes longer than reading a small one. */
async function* readAtOnce(path: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(path);
}

/** A pipe or a device: read once, to its end. */
export function pipeUpload(path: string, name: string): Upload {
  return {
    name,
    size: null,
    isFromFolder: false,
    head: async () => null,
    chunks: () => createReadStream(path, { highWaterMark: HEAD_BYTES }),
  };
}

function readHead(path: string): Uint8Array<ArrayBuffer> {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(HEAD_BYTES);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

export interface Sending {
  chunks: AsyncIterable<Uint8Array>;
  /**
   * Why the file itself could not be read to its end, which the response to the aborted request
   * does not say.
   */
  failure(): unknown;
}

/** The chunks for a request: memory use does not grow with the file. */
export function createSending(
  upload: Upload,
  signal: AbortSignal,
  onBytes: (sent: number) => void,
): Sending {
  let sent = 0;
  let failure: unknown;
  async function* readChunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of upload.chunks()) {
        signal.throwIfAborted();
        sent += chunk.byteLength;
        onBytes(sent);
        yield chunk;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { chunks: readChunks(), failure: () => failure };
}
