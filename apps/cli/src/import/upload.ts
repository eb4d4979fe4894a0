import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
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
    head: () => readHead(path),
    chunks: () => createReadStream(path, { highWaterMark: HEAD_BYTES }),
  };
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

async function readHead(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
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
