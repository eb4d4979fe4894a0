import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@debrief/contract';
import { asBuffer } from './content.ts';

/** The files of an archive or a folder, read one by one. */
export interface Tree {
  /** By path, with forward slashes. */
  files: Map<string, TreeFile>;
  /** Bytes consumed of the archive, or of the folder's files. */
  bytesRead(): number;
  close(): Promise<void>;
}

export interface TreeFile {
  path: string;
  /** Whether it is only a link to another file. */
  isLink: boolean;
  /** Where it is on disk, if it is not in an archive. */
  place: string | null;
  /** Errors: `bad-file` if the bytes are damaged or cannot be read. */
  chunks(): AsyncIterable<Buffer>;
}

const usualDepth = 4;
export const maxFiles = 1_000_000;

/** Links are not followed: a folder cannot lead outside itself. */
export async function folderTree(path: string, name: string, maxDepth = usualDepth): Promise<Tree> {
  const files = new Map<string, TreeFile>();
  let bytesRead = 0;
  async function* chunks(place: string, relative: string): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of createReadStream(place, { highWaterMark: 256 * 1024 })) {
        const bytes = asBuffer(chunk);
        bytesRead += bytes.length;
        yield bytes;
      }
    } catch (error) {
      throw new DomainError(
        'bad-file',
        `Can't read ${relative} in ${name}. Check its permissions, or copy it again.`,
        { cause: error },
      );
    }
  }
  const walk = async (folder: string, prefix: string, depth: number): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const relative = prefix + entry.name;
      const place = join(folder, entry.name);
      if (entry.isDirectory() && depth < maxDepth) await walk(place, `${relative}/`, depth + 1);
      else if (entry.isFile())
        files.set(relative.normalize('NFC'), {
          path: relative,
          isLink: false,
          place,
          chunks: () => chunks(place, relative),
        });
      if (files.size > maxFiles)
        throw new DomainError(
          'bad-file',
          `${name} contains more than ${maxFiles} files. Import only the folder of the export.`,
        );
    }
  };
  try {
    await walk(path, '', 0);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('bad-file', `Can't read the folder ${name}. Check its permissions.`, {
      cause: error,
    });
  }
  return { files, bytesRead: () => bytesRead, close: async () => {} };
}

/** The names in the first two levels, for recognition: cheap for any folder. */
export async function namesNearTop(path: string): Promise<string[]> {
  const names: string[] = [];
  const list = async (folder: string, prefix: string): Promise<void> => {
    for (const name of await readdir(folder)) names.push(prefix + name);
  };
  await list(path, '');
  for (const name of names.slice(0, 50)) {
    if (/\.\w{1,5}$/.test(name)) continue;
    if ((await stat(join(path, name))).isDirectory()) await list(join(path, name), `${name}/`);
  }
  return names;
}
