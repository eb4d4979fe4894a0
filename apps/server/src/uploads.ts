import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@debrief/contract';
import type { ImportFiles } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';

/** The folder in which uploads wait to be read. Processes with the same data folder share it, and its id. */
export interface Uploads extends ImportFiles {
  folderId: string;
  pathOf(file: string): string;
  /** Clears what no import needs and what was last written before this time. */
  sweep(inUse: readonly string[], before: Date): Promise<void>;
}

/** Errors: `unavailable` when the data folder cannot be written. */
export async function openUploads(dataDir: string): Promise<Uploads> {
  const folder = join(dataDir, 'uploads');
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const message = `The data folder ${dataDir} cannot be written. Use another folder with --data.`;
    throw new DomainError('unavailable', message, { cause });
  }
  const toPath = (file: string) => join(folder, file);
  const clear = (file: string) => rm(toPath(file), { force: true });
  return {
    folderId: await readFolderId(join(dataDir, 'folder-id')),
    pathOf: toPath,
    open: (file, name) => openUpload(toPath(file), name),
    clear,
    async sweep(inUse, before) {
      for (const file of await readdir(folder)) {
        if (inUse.includes(file)) continue;
        const found = await stat(toPath(file)).catch(() => null);
        if (found && found.mtime <= before) await clear(file);
      }
    },
  };
}

/** The id of a data folder, made once: of processes that start together, the first one's is kept. */
async function readFolderId(path: string): Promise<string> {
  const id = randomUUID();
  const draft = `${path}.${id}`;
  await writeFile(draft, id);
  await link(draft, path).catch(() => {});
  await rm(draft);
  return (await readFile(path, 'utf8')).trim();
}
