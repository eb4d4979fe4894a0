import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { DomainError } from '@debrief/contract';
import { UnpackBudget, type UnpackLimits } from '../bytes/limits.ts';
import type { Upload } from '../source.ts';
import { openArchive } from './archive.ts';

export interface UnpackedFile {
  /** Its path in the archive, with forward slashes. */
  path: string;
  bytes: number;
  /** In hexadecimal. */
  sha256: string;
}

/**
 * Writes the files of a ZIP or tar file below a folder, which has to exist. Errors: `bad-file` for
 * links, names outside the folder, damage, and more than the limits.
 */
export async function unpackArchive(
  upload: Upload,
  folder: string,
  limits?: UnpackLimits,
): Promise<UnpackedFile[]> {
  const archive = await openArchive(upload, new UnpackBudget(limits));
  const files: UnpackedFile[] = [];
  try {
    for await (const { path, kind, problem, chunks } of archive.members()) {
      const place = join(folder, normalize(path));
      if (problem !== null || kind !== 'file' || !place.startsWith(folder + sep))
        throw new DomainError('bad-file', `${path}: ${problem ?? 'only files can be unpacked'}.`);
      await mkdir(dirname(place), { recursive: true });
      await using file = await open(place, 'wx', 0o600);
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of chunks()) {
        hash.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk);
      }
      files.push({ path, bytes, sha256: hash.digest('hex') });
    }
  } finally {
    await archive.close();
  }
  return files;
}
