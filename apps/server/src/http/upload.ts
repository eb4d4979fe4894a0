import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@debrief/core/context';
import { translateDatabaseError } from '@debrief/core/db';
import { openUpload, type Upload } from '@debrief/core/evidence';
import type { Deps } from '../deps.ts';

export interface Spooled {
  upload: Upload;
  /** SHA-256 of the file, in hexadecimal digits. */
  contentHash: string;
  clear(): Promise<void>;
}

/**
 * Takes a request's body to the disk, whatever its size, without holding it in memory.
 * Errors: `too-large`, `storage-full`, `bad-file` where the sender stopped half-way.
 */
export async function spool(deps: Deps, request: Request, name: string): Promise<Spooled> {
  const limit = deps.config.maxUploadMb * 1_000_000;
  const folder = join(deps.config.data, 'uploads');
  await mkdir(folder, { recursive: true });
  const path = join(folder, deps.ids.next());
  const clear = () => rm(path, { force: true });
  const tooLarge = () =>
    new DomainError(
      'too-large',
      `The file is larger than ${deps.config.maxUploadMb} MB. Split it, or raise DEBRIEF_MAX_UPLOAD_MB.`,
    );
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > limit ? tooLarge() : null, chunk);
    },
  });
  try {
    await pipeline(
      request.body ? Readable.from(request.body) : Readable.from([]),
      meter,
      createWriteStream(path),
    );
  } catch (error) {
    await clear();
    const known = translateDatabaseError(error);
    throw known instanceof DomainError
      ? known
      : new DomainError(
          'bad-file',
          'The upload ended before the end of the file. Nothing was stored. Send it again.',
          { cause: error },
        );
  }
  return { upload: await openUpload(path, name), contentHash: hash.digest('hex'), clear };
}
