import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { DomainError } from '@debrief/contract';
import { asBuffer } from './content.ts';
import { unpackLimits } from './limits.ts';

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

function isZstandard(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

/** Whether a file is a single compressed one, with gzip or Zstandard. */
export function isPacked(head: Uint8Array): boolean {
  return isGzip(head) || isZstandard(head);
}

/** The name of the content: `app.log` for `app.log.gz`, `logs.tar` for `logs.tgz`. */
export function unpackedName(name: string): string {
  return name
    .replace(/(?<=.)\.(?:gz|zst|zstd)$/i, '')
    .replace(/(?<=.)\.(?:tgz|taz|tzst)$/i, '.tar');
}

/**
 * Unpacks a gzip or Zstandard file into a new file that only this user can read. Returns whether it
 * was complete: one that is cut off is unpacked as far as it goes. Errors: `bad-file` if it is
 * damaged or unpacks to far more than a log, `too-large` beyond `mostBytes`.
 */
export async function unpackFile(
  { path, name, head }: { path: string; name: string; head: Uint8Array },
  to: string,
  mostBytes: number,
): Promise<boolean> {
  await using file = await open(to, 'wx', 0o600);
  const source = createReadStream(path);
  const unpacking = isGzip(head) ? createGunzip() : createZstdDecompress();
  source.on('error', (error) => unpacking.destroy(error));
  const { ratio, ratioFrom } = unpackLimits;
  let length = 0;
  try {
    for await (const chunk of source.pipe(unpacking)) {
      const bytes = asBuffer(chunk);
      length += bytes.length;
      if (length > mostBytes)
        throw new DomainError(
          'too-large',
          `${name} unpacks to more than ${Math.floor(mostBytes / 1_000_000)} MB. Split it, or raise DEBRIEF_MAX_UPLOAD_MB.`,
        );
      if (length > ratioFrom && length > source.bytesRead * ratio)
        throw new DomainError(
          'bad-file',
          `${name} unpacks to far more data than a log, so reading stopped. If you trust it, unpack it yourself and import the file.`,
        );
      await file.writeFile(bytes);
    }
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'Z_BUF_ERROR') return false;
    if (code !== 'Z_DATA_ERROR' && !code.startsWith('ZSTD_')) throw error;
    throw new DomainError(
      'bad-file',
      `${name} is damaged and can't be unpacked. Download or copy it again.`,
      { cause: error },
    );
  } finally {
    source.destroy();
    unpacking.destroy();
  }
}
