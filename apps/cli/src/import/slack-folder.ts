import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import type { Upload } from './upload.ts';

const lists = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'];

/** A Slack export that somebody has unpacked: lists of channels beside one folder each. */
export async function isSlackFolder(path: string): Promise<boolean> {
  const entries = await readdir(path, { withFileTypes: true });
  return (
    entries.some((entry) => entry.isFile() && lists.includes(entry.name)) &&
    entries.some((entry) => entry.isDirectory())
  );
}

/** The folder as the zip that it came from, packed while it is sent: nothing is written to disk. */
export function slackFolderUpload(path: string, name: string): Upload {
  return {
    name: `${name}.zip`,
    size: null,
    format: 'slack',
    isFromFolder: false,
    head: async () => null,
    chunks: () => zipFolder(path),
  };
}

// One fixed time for every entry: the same folder always makes the same zip, which the server then knows by its hash.
const mtime = new Date('1980-01-01T00:00:00');

async function* zipFolder(folder: string): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  zip.on('error', failed.reject);
  for (const file of await listFiles(folder))
    zip.addFile(join(folder, file), file, {
      mtime,
      mode: 0o100644,
      forceDosTimestamp: true,
      compressionLevel: 1,
    });
  zip.end();
  const chunks = zip.outputStream[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([chunks.next(), failed.promise]);
    if (next.done) return;
    if (next.value instanceof Uint8Array) yield next.value;
  }
}

/** Files below a folder, in order of name, with `/` between the parts. Links are not followed: they may lead anywhere. */
export async function listFiles(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await listFiles(folder, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}
