import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError, type ReadOptions } from '@debrief/contract';
import { isPacked, unpackFile } from '../bytes/compression.ts';
import type { UnpackBudget } from '../bytes/limits.ts';
import { openUpload, withEncoding } from '../bytes/upload.ts';
import type { Upload } from '../source.ts';
import type { Member } from './archive.ts';

/** A preview looks at the start of a file only. */
export const previewBytes = 1024 * 1024;

/** Next to the upload, so that a crash leaves it where uploads are cleaned up. */
function pickPath(upload: Upload): string {
  const base = upload.isFolder
    ? join(tmpdir(), 'debrief')
    : upload.path.replace(/\.member-[\w-]+$/, '');
  return `${base}.member-${randomUUID()}`;
}

/**
 * Unpacks a file of an archive, gives it to `use`, and always deletes it. With `most`, only its
 * start. Errors: `bad-file` if it is damaged or unpacks to too much.
 */
export async function* withMember<T>(
  archive: Upload,
  member: Member,
  {
    name,
    options,
    budget,
    most,
  }: { name: string; options: ReadOptions; budget: UnpackBudget; most?: number },
  use: (upload: Upload) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const path = pickPath(archive);
  const unpacked = `${path}.unpacked`;
  try {
    // A file of a folder is read where it is.
    const isWhole = member.place !== null || (await writeChunks(member.chunks(), path, most));
    let upload = await openUpload(member.place ?? path, name);
    if (isPacked(upload.head)) {
      await unpackMember(upload, unpacked, budget, isWhole);
      await rm(path, { force: true });
      upload = await openUpload(unpacked, name);
    }
    const size = isWhole ? upload.size : upload.size + 1;
    yield* use(withEncoding({ ...upload, size }, options));
  } finally {
    for (const one of [path, unpacked]) await rm(one, { force: true });
  }
}

async function writeChunks(
  chunks: AsyncIterable<Buffer>,
  path: string,
  most = Infinity,
): Promise<boolean> {
  await using file = await open(path, 'wx', 0o600);
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    await file.writeFile(chunk);
    if (length >= most) return false;
  }
  return true;
}

async function unpackMember(
  upload: Upload,
  to: string,
  budget: UnpackBudget,
  isWhole: boolean,
): Promise<void> {
  const { fileBytes } = budget.limits;
  const isComplete = await unpackFile(upload, to, fileBytes).catch((error: unknown) => {
    if (!(error instanceof DomainError && error.code === 'too-large')) throw error;
    throw new DomainError('bad-file', `${upload.name} unpacks to more than 4 GiB. Split it.`);
  });
  const { size } = await openUpload(to, upload.name);
  budget.add(size, { length: size, packed: upload.size }, upload.name);
  if (!isComplete && isWhole)
    throw new DomainError(
      'bad-file',
      `${upload.name} ends before its content does. Download or copy it again.`,
    );
}
