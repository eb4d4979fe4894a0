import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportFiles } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { closedFolder } from './data-folder.ts';
import { hasEnded, processMark } from './lock.ts';

/**
 * The folder in which uploads wait to be read. Processes with the same data folder share it, and
 * its id.
 */
export interface Uploads extends ImportFiles {
  folderId: string;
  /** The name of a new file: it also identifies this process. */
  fileFor(id: string): string;
  pathOf(file: string): string;
  /**
   * Deletes files that no import needs and that a dead process left, or that were last written
   * before this time.
   */
  sweep(inUse: readonly string[], before: Date): Promise<void>;
}

/** Errors: `unavailable` if the data folder is not writable. */
export async function openUploads(dataDir: string): Promise<Uploads> {
  const folder = await closedFolder(join(dataDir, 'uploads'));
  const mark = await processMark();
  const toPath = (file: string) => join(folder, file);
  const clear = (file: string) => rm(toPath(file), { force: true });
  return {
    folderId: await readFolderId(join(dataDir, 'folder-id')),
    fileFor: (id) => (mark === null ? id : `${mark}~${id}`),
    pathOf: toPath,
    open: (file, name) => openUpload(toPath(file), name),
    clear,
    async sweep(inUse, before) {
      for (const file of await readdir(folder)) {
        // Files unpacked from an upload are named after it.
        if (inUse.some((one) => file === one || file.startsWith(`${one}.member-`))) continue;
        if (await hasEnded(file.slice(0, file.lastIndexOf('~')))) {
          await clear(file);
          continue;
        }
        const found = await stat(toPath(file)).catch(() => null);
        if (found && found.mtime <= before) await clear(file);
      }
    },
  };
}

/**
 * The id of a data folder, created once: of processes that start together, the first one's is kept.
 */
async function readFolderId(path: string): Promise<string> {
  const id = randomUUID();
  const draft = `${path}.${id}`;
  await writeFile(draft, id);
  await link(draft, path).catch(() => {});
  await rm(draft);
  return (await readFile(path, 'utf8')).trim();
}
