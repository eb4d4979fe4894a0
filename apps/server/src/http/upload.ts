import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@debrief/contract';
import { translateDatabaseError } from '@debrief/core/db';
import { isPacked, openUpload, unpackFile, type Upload } from '@debrief/readers';
import type { Deps } from '../deps.ts';

export interface UploadedFile {
  upload: Upload;
  /** Whether it arrived compressed, with gzip or Zstandard. */
  isPacked: boolean;
  /** SHA-256 of the file as it arrived, in hexadecimal. */
  contentHash: string;
  place: { folderId: string; file: string };
  /** Keeps the file when the call ends. */
  keep(): void;
}

/**
 * Streams the body of a request to a file, and unpacks it if it is compressed. With `isStart`, the
 * body can be only the start of the file. Errors: `too-large`, `storage-full`,
 * `bad-file` if the sender stopped half-way.
 */
export async function withUpload<T>(
  deps: Deps,
  request: Request,
  name: string,
  isStart: boolean,
  use: (file: UploadedFile) => Promise<T>,
): Promise<T> {
  const { uploads } = deps;
  const file = () => uploads.fileFor(deps.ids.next());
  const [received, unpacked] = [file(), file()];
  let kept = '';
  try {
    const contentHash = await saveBody(deps, request, uploads.pathOf(received));
    let upload = await openUpload(uploads.pathOf(received), name);
    const wasPacked = isPacked(upload.head);
    if (wasPacked) {
      const to = uploads.pathOf(unpacked);
      await unpack(deps, upload, to, isStart);
      upload = await openUpload(to, name);
      await uploads.clear(received);
    }
    const place = { folderId: uploads.folderId, file: wasPacked ? unpacked : received };
    const keep = () => {
      kept = place.file;
    };
    return await use({ upload, isPacked: wasPacked, contentHash, place, keep });
  } finally {
    for (const one of [received, unpacked]) if (one !== kept) await uploads.clear(one);
  }
}

async function unpack(
  { config }: Deps,
  upload: Upload,
  to: string,
  isStart: boolean,
): Promise<void> {
  const isWhole = await unpackFile(upload, to, config.maxUploadMb * 1_000_000);
  if (!isWhole && !isStart)
    throw new DomainError(
      'bad-file',
      `${upload.name} ends before its content does. Download or copy it again.`,
    );
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
