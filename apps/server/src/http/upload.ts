import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@debrief/contract';
import { translateDatabaseError } from '@debrief/core/db';
import { openUpload, type Upload } from '@debrief/readers';
import type { Deps } from '../deps.ts';

export interface UploadedFile {
  upload: Upload;
  /** SHA-256 of the file, in hexadecimal. */
  contentHash: string;
  place: { folderId: string; file: string };
  /** Keeps the file when the call ends. */
  keep(): void;
}

/**
 * Streams the body of a request to a file while `use` runs. Errors: `too-large`, `storage-full`,
 * `bad-file` if the sender stopped half-way.
 */
export async function withUpload<T>(
  deps: Deps,
  request: Request,
  name: string,
  use: (file: UploadedFile) => Promise<T>,
): Promise<T> {
  const place = { folderId: deps.uploads.folderId, file: deps.uploads.fileFor(deps.ids.next()) };
  const path = deps.uploads.pathOf(place.file);
  let isKept = false;
  const keep = () => {
    isKept = true;
  };
  try {
    const contentHash = await saveBody(deps, request, path);
    return await use({ upload: await openUpload(path, name), contentHash, place, keep });
  } finally {
    if (!isKept) await deps.uploads.clear(place.file);
  }
}

async function saveBody(deps: Deps, request: Request, path: string): Promise<string> {
  const limit = deps.config.maxUploadMb * 1_000_000;
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
      createWriteStream(path, { mode: 0o600 }),
    );
  } catch (error) {
    const known = translateDatabaseError(error);
    throw known instanceof DomainError
      ? known
      : new DomainError(
          'bad-file',
          'The upload ended before the end of the file. Nothing was stored. Send it again.',
          { cause: error },
        );
  }
  return hash.digest('hex');
}
