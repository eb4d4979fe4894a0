import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { openZip, packZip } from './pack-zip.ts';
import type { Upload } from './upload.ts';

const lists = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'];

/** An unpacked Slack export: lists of channels next to one folder each. */
export async function isSlackFolder(path: string): Promise<boolean> {
  const entries = await readdir(path, { withFileTypes: true });
  return (
    entries.some((entry) => entry.isFile() && lists.includes(entry.name)) &&
    entries.some((entry) => entry.isDirectory())
  );
}

/** A folder with nothing but the exports of several workspaces. */
export async function hasSlackFolders(path: string): Promise<boolean> {
  const entries = await readdir(path, { withFileTypes: true });
  const shown = entries.filter((entry) => !entry.name.startsWith('.'));
  if (shown.length === 0 || !shown.every((entry) => entry.isDirectory())) return false;
  const found = await Promise.all(shown.map((entry) => isSlackFolder(join(path, entry.name))));
  return found.every(Boolean);
}

/** The folder as the zip it came from, packed while it is sent: nothing is written to disk. */
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

const dayFile = /^\d{4}-\d{2}-\d{2}\.json$/;

/** The folder of one channel of a Slack export: one file per day. */
export async function isChannelFolder(path: string): Promise<boolean> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  return names.length > 0 && names.every((name) => dayFile.test(name));
}

/** One channel as a separate export, with the lists of people and channels next to it. */
export function channelFolderUpload(path: string, name: string): Upload {
  const folder = resolve(path);
  return {
    name: `${name}.zip`,
    size: null,
    format: 'slack',
    isFromFolder: false,
    head: async () => null,
    chunks: () => zipChannel(folder),
  };
}

async function* zipChannel(folder: string): AsyncGenerator<Uint8Array> {
  const zip = await openZip();
  const options = { mtime, mode: 0o100644, forceDosTimestamp: true, compressionLevel: 1 };
  const channel = basename(folder);
  for (const list of [...lists, 'users.json', 'org_users.json']) {
    const content = await readFile(join(dirname(folder), list), 'utf8').catch(() => null);
    if (content === null) continue;
    const own = lists.includes(list) ? onlyChannel(content, channel) : content;
    zip.addBuffer(Buffer.from(own), list, options);
  }
  for (const file of await listFiles(folder))
    zip.addFile(join(folder, file), `${channel}/${file}`, options);
  yield* packZip(zip);
}

/** Other channels are not imported, and neither are their members. */
function onlyChannel(content: string, channel: string): string {
  const channels: unknown = JSON.parse(content);
  if (!Array.isArray(channels)) return '[]';
  const isOwn = (one: unknown): boolean =>
    typeof one === 'object' &&
    one !== null &&
    [Reflect.get(one, 'name'), Reflect.get(one, 'id')].includes(channel);
  return JSON.stringify(channels.filter(isOwn));
}

// A fixed time for every entry: the same folder always makes the same zip, which the server
// recognizes by its hash.
const mtime = new Date('1980-01-01T00:00:00');

async function* zipFolder(folder: string): AsyncGenerator<Uint8Array> {
  const zip = await openZip();
  for (const file of await listFiles(folder))
    zip.addFile(join(folder, file), file, {
      mtime,
      mode: 0o100644,
      forceDosTimestamp: true,
      compressionLevel: 1,
    });
  yield* packZip(zip);
}

/**
 * Files below a folder in name order, with `/` between the parts. Links are not followed: they can
 * lead anywhere.
 */
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
