import { DomainError } from '@debrief/contract';
import { decodeRecord } from '../bytes/decode.ts';
import { parseJson } from '../table/json.ts';
import { JsonSplitter } from '../bytes/json-split.ts';
import { isObject, type JsonObject } from '../row.ts';
import { SlackPeople } from './slack-people.ts';
import { asString } from './slack-text.ts';
import type { StreamRef, Upload } from '../source.ts';
import type { Piece } from '../bytes/split.ts';
import { folderTree, type Tree, type TreeFile } from '../bytes/tree.ts';
import { isZip, zipTree } from '../bytes/zip.ts';

export interface SlackChannel {
  stream: StreamRef;
  members: string[];
  /** In date order. */
  days: TreeFile[];
}

/** An opened export: its people and channels, with unread messages. */
export interface SlackExport {
  tree: Tree;
  people: SlackPeople;
  channels: SlackChannel[];
  channelNames: Map<string, string>;
  /** Lists that could not be read; their records are rejected, and the messages are still read. */
  broken: Piece[];
}

const lists = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'];
const maxBroken = 1000;
const dayFile = /^([^/]+)\/\d{4}-\d{2}-\d{2}\.json$/;

/** 0 to 1: how much these paths look like an export, or several. */
export function scoreLikeness(paths: Iterable<string>): number {
  const all = [...paths];
  return Math.max(...findRoots(all).map((root) => scoreRoot(all, root)));
}

function scoreRoot(paths: readonly string[], root: string): number {
  const inside = paths
    .filter((path) => path.startsWith(root))
    .map((path) => path.slice(root.length));
  const hasUsers = inside.includes('users.json');
  const hasList = inside.some((path) => lists.includes(path));
  const hasDays = inside.some((path) => dayFile.test(path));
  if (hasUsers && hasList) return 0.98;
  if (hasDays && (hasUsers || hasList)) return 0.97;
  return hasDays ? 0.6 : 0;
}

/**
 * The folders with an export each: the top level, the single folder in it, or the folders of several
 * workspaces.
 */
export function findRoots(paths: readonly string[]): string[] {
  const real = paths.filter(
    (path) =>
      !path.startsWith('__MACOSX/') && !path.split('/').some((part) => part.startsWith('.')),
  );
  const marked = new Set(
    real.flatMap((path) => {
      const name = path.split('/').at(-1) ?? '';
      return name === 'users.json' || lists.includes(name) ? [path.slice(0, -name.length)] : [];
    }),
  );
  const withDays = new Set(
    real.flatMap((path) => {
      const [inside] = /[^/]+\/\d{4}-\d{2}-\d{2}\.json$/.exec(path) ?? [];
      return inside === undefined ? [] : [path.slice(0, -inside.length)];
    }),
  );
  const complete = [...marked].filter((root) => withDays.has(root)).toSorted();
  if (complete.length > 0) return complete;
  const [shallowest] = [...marked].toSorted((a, b) => a.split('/').length - b.split('/').length);
  if (shallowest !== undefined && shallowest.split('/').length <= 2) return [shallowest];
  const tops = new Set(real.map((path) => path.split('/')[0]));
  const [top] = tops;
  const isInside = tops.size === 1 && top !== undefined && !real.some((path) => dayFile.test(path));
  return [isInside ? `${top}/` : ''];
}

/** Files next to the exports, which are not read: logs in the same zip, for example. */
export function listOtherFiles(paths: readonly string[]): string[] {
  const roots = findRoots(paths);
  const isHidden = (path: string) => /(?:^|\/)(?:\.|__MACOSX\/)/.test(path);
  const isOwn = (path: string) =>
    path.endsWith('.json') &&
    (roots.some((root) => path.startsWith(root) && !path.slice(root.length).includes('/')) ||
      roots.some((root) => path.startsWith(root) && dayFile.test(path.slice(root.length))) ||
      path.endsWith('org_users.json'));
  return paths.filter((path) => !isHidden(path) && !isOwn(path));
}

/** Errors: `bad-file`. */
export async function openTree(upload: Upload): Promise<Tree> {
  if (upload.isFolder) return folderTree(upload.path, upload.name);
  if (!isZip(upload.head)) throw notAnExport(upload);
  return zipTree(upload.path, upload.name);
}

export function notAnExport(upload: Upload): DomainError {
  const reason = 'it contains no channels.json, users.json or day file';
  return new DomainError(
    'bad-file',
    `${upload.name} isn't a Slack export: ${reason}. Import the zip from Slack, or the folder unpacked from it.`,
  );
}

export function canHold(upload: Upload): boolean {
  return upload.isFolder || isZip(upload.head);
}

/** Errors: `bad-file`. The caller closes the tree. */
export async function openExport(tree: Tree, root: string): Promise<SlackExport> {
  const people = new SlackPeople();
  const broken: Piece[] = [];
  for (const folder of listFolders(root))
    for (const userList of ['users.json', 'org_users.json'])
      for await (const user of readObjects(tree.files.get(folder + userList), broken))
        people.add(user, folder === root);
  const folders = groupByFolder(tree, root);
  const channels: SlackChannel[] = [];
  const channelNames = new Map<string, string>();
  for (const list of lists) {
    for await (const channel of readObjects(tree.files.get(root + list), broken)) {
      const id = asString(channel['id']);
      const name = asString(channel['name']);
      const folder = [name, id]
        .find((candidate) => candidate !== '' && folders.has(candidate.normalize('NFC')))
        ?.normalize('NFC');
      if (id === '' && folder === undefined) continue;
      const members = Array.isArray(channel['members'])
        ? channel['members'].filter((member) => typeof member === 'string')
        : [];
      const shown =
        name === '' || list === 'mpims.json' ? formatMembers(members, people) || name || id : name;
      channelNames.set(id, shown);
      channels.push({
        stream: { key: id || name, name: shown },
        members,
        days: folder === undefined ? [] : (folders.get(folder) ?? []),
      });
      if (folder !== undefined) folders.delete(folder);
    }
  }
  for (const [folder, days] of folders)
    channels.push({ stream: { key: folder, name: folder }, members: [], days });
  return { tree, people, channels, channelNames, broken };
}

/** The folders around a workspace, whose lists name people of all workspaces, and its own. */
function listFolders(root: string): string[] {
  const parts = root.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)];
}

function groupByFolder(tree: Tree, root: string): Map<string, TreeFile[]> {
  const folders = new Map<string, TreeFile[]>();
  for (const path of [...tree.files.keys()].toSorted()) {
    const file = tree.files.get(path);
    const folder = path.startsWith(root) ? dayFile.exec(path.slice(root.length))?.[1] : undefined;
    if (file === undefined || folder === undefined || folder === '__MACOSX') continue;
    const days = folders.get(folder);
    if (days === undefined) folders.set(folder, [file]);
    else days.push(file);
  }
  return folders;
}

function formatMembers(members: string[], people: SlackPeople): string {
  const shown = members.slice(0, 5).map((member) => people.identity(member).name);
  return shown.join(', ') + (members.length > 5 ? ` and ${members.length - 5} more` : '');
}

async function* readObjects(
  file: TreeFile | undefined,
  broken: Piece[],
): AsyncGenerator<JsonObject> {
  if (file === undefined) return;
  for await (const piece of readPieces(file)) {
    const value = piece.problem === null ? parseJson(decodeRecord(piece.bytes).text) : undefined;
    if (isObject(value)) yield value;
    else if (broken.length < maxBroken)
      broken.push({
        ...piece,
        bytes: Buffer.from(piece.bytes.subarray(0, 400)),
        problem: `${file.path}, entry ${piece.number}`,
      });
  }
}

/** The elements of a file's list, one by one. */
export async function* readPieces(file: TreeFile): AsyncGenerator<Piece> {
  const splitter = new JsonSplitter();
  let isFirst = true;
  for await (const chunk of file.chunks()) {
    const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    isFirst = false;
    yield* splitter.push(hasMark ? chunk.subarray(3) : chunk);
  }
  yield* splitter.end();
}
