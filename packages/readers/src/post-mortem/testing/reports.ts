import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const data = resolve(import.meta.dirname, '../../../../../../shared/data');

/**
 * Published post-mortems, if they are next to the repository; else null. They are read here and
 * never stored.
 */
export const reportData = existsSync(join(data, 'postmortems')) ? data : null;

/** Every report in Markdown or plain text below the folders, by its path in the data. */
export function reportFiles(folders: readonly string[]): string[] {
  if (reportData === null) return [];
  const root = reportData;
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && !/^(NOTES|LICENSE)|\.(pdf|png|svg|jpe?g)$/i.test(entry.name),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}
