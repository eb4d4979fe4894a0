import { GitRefusal, type GitRemote } from './git-remote.ts';
import { RequestError } from '../../network/guarded-fetch.ts';

/** As `git log --name-status` writes it: `A`, `M` or `D`, and the path. */
export type ChangedFile = [status: 'A' | 'M' | 'D', path: string];

/** A commit whose tree can be compared with that of its parent; null: there is no parent. */
export interface ComparedCommit {
  sha: string;
  from: string | null;
  to: string;
}

/** A folder with changes: what it was, and what it is. */
interface Folder {
  sha: string;
  path: string;
  from: string | null;
  to: string | null;
}

interface Entry {
  id: string;
  isFolder: boolean;
  mode: string;
}
type Tree = ReadonlyMap<string, Entry>;

const none: Tree = new Map();
const mostTrees = 2_000;
const treesInRequest = 100;
/** A commit with more is a move of a repository or the like: its list says little. */
const mostFiles = 1_000;

/**
 * The files that commits changed. Only folders with changes are asked for, all commits together, one
 * level after the other. A commit that has too many, or for which too much would have to be read, has
 * none; so does every commit if the server refuses. Throws a `RequestError` if it can't be reached.
 */
export async function listChangedFiles(
  remote: Pick<GitRemote, 'fetchTrees'>,
  commits: readonly ComparedCommit[],
): Promise<Map<string, ChangedFile[]>> {
  const files = new Map<string, ChangedFile[]>(commits.map(({ sha }) => [sha, []]));
  const trees = new Map<string, Tree>();
  let folders: Folder[] = commits.map((commit) => ({ ...commit, path: '' }));
  while (folders.length > 0) {
    const ids = new Set(folders.flatMap(({ from, to }) => [from, to].filter((id) => id !== null)));
    const missing = [...ids].filter((id) => !trees.has(id));
    if (trees.size + missing.length > mostTrees || !(await take(remote, missing, trees))) {
      for (const { sha } of folders) files.delete(sha);
      break;
    }
    const next: Folder[] = [];
    for (const folder of folders) {
      const found = files.get(folder.sha);
      if (found === undefined) continue;
      for (const one of compare(folder, trees))
        if (Array.isArray(one)) found.push(one);
        else next.push(one);
      if (found.length > mostFiles) files.delete(folder.sha);
    }
    folders = next.filter(({ sha }) => files.has(sha));
  }
  // As git does: the same commit is the same record, however it was read.
  for (const found of files.values()) found.sort(([, a], [, b]) => (a < b ? -1 : 1));
  return files;
}

/** False if the server refuses, or does not have them. */
async function take(
  remote: Pick<GitRemote, 'fetchTrees'>,
  ids: readonly string[],
  trees: Map<string, Tree>,
): Promise<boolean> {
  try {
    for (let start = 0; start < ids.length; start += treesInRequest)
      for (const { id, data } of await remote.fetchTrees(ids.slice(start, start + treesInRequest)))
        trees.set(id, readTree(data, id.length / 2));
  } catch (error) {
    if (!(error instanceof RequestError) || !isRefusal(error)) throw error;
    return false;
  }
  return ids.every((id) => trees.has(id));
}

/** Asking again would change nothing. */
function isRefusal(error: RequestError): boolean {
  const { status } = error;
  return (
    error instanceof GitRefusal ||
    (status !== null && status >= 400 && status < 500 && status !== 429)
  );
}

function* compare(
  { sha, path, from, to }: Folder,
  trees: ReadonlyMap<string, Tree>,
): Generator<ChangedFile | Folder> {
  const [before, after] = [from, to].map((id) => (id === null ? none : (trees.get(id) ?? none)));
  for (const name of new Set([...(before ?? none).keys(), ...(after ?? none).keys()])) {
    const [old, now] = [before?.get(name), after?.get(name)];
    if (old?.id === now?.id && old?.mode === now?.mode) continue;
    const [oldFolder, nowFolder] = [old?.isFolder === true, now?.isFolder === true];
    const own = path + name;
    if (oldFolder || nowFolder)
      yield {
        sha,
        path: `${own}/`,
        from: oldFolder ? (old?.id ?? null) : null,
        to: nowFolder ? (now?.id ?? null) : null,
      };
    const [wasFile, isFile] = [old && !oldFolder, now && !nowFolder];
    if (wasFile || isFile) yield [wasFile && isFile ? 'M' : isFile ? 'A' : 'D', own];
  }
}

/** `100644 name`, a zero byte, and the id: https://git-scm.com/docs/gitformat-pack */
function readTree(data: Buffer, idBytes: number): Tree {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(32, at);
    const end = data.indexOf(0, space);
    // Its id was calculated from these bytes, so a server that writes nonsense hurts only itself.
    if (space < 0 || end < 0 || end + 1 + idBytes > data.length) break;
    const mode = data.toString('latin1', at, space);
    const id = data.toString('hex', end + 1, end + 1 + idBytes);
    entries.set(data.toString('utf8', space + 1, end), { id, mode, isFolder: mode === '40000' });
    at = end + 1 + idBytes;
  }
  return entries;
}
