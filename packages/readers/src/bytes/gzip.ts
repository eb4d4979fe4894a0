import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DomainError } from '@debrief/contract';
import { asBuffer } from './content.ts';

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** Logs become about ten times as large, repeated lines up to a hundred times. */
const mostRatio = 200;
const ratioFrom = 64 * 1024 * 1024;

/**
 * Unpacks a gzip file into a new file that only this user can read. Returns whether it was
 * complete: one that is cut off is unpacked as far as it goes. Errors: `bad-file` if it is damaged
 * or unpacks to far more than a log, `too-large` beyond `mostBytes`.
 */
export async function unpackGzip(
  from: string,
  to: string,
  name: string,
  mostBytes: number,
): Promise<boolean> {
  await using file = await open(to, 'wx', 0o600);
  const source = createReadStream(from);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let length = 0;
  try {
    for await (const chunk of source.pipe(gunzip)) {
      const bytes = asBuffer(chunk);
      length += bytes.length;
      if (length > mostBytes)
        throw new DomainError(
          'too-large',
          `${name} unpacks to more than ${Math.floor(mostBytes / 1_000_000)} MB. Split it, or raise DEBRIEF_MAX_UPLOAD_MB.`,
        );
      if (length > ratioFrom && length > source.bytesRead * mostRatio)
        throw new DomainError(
          'bad-file',
          `${name} unpacks to far more data than a log, so reading stopped. If you trust it, unpack it yourself and import the file.`,
        );
      await file.writeFile(bytes);
    }
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'Z_BUF_ERROR') return false;
    if (code !== 'Z_DATA_ERROR') throw error;
    throw new DomainError(
      'bad-file',
      `${name} is damaged and can't be unpacked. Download or copy it again.`,
      { cause: error },
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
