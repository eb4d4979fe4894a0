import { RequestError, type GuardedFetch } from '../../network/guarded-fetch.ts';
import { readPack, type GitObject } from './pack.ts';
import { lineText, readLines, writeCommand } from './pkt-line.ts';

/** A name in a repository. `peeled` is the commit of an annotated tag. */
export interface GitRef {
  name: string;
  id: string;
  peeled: string | null;
  /** The branch that is `HEAD`. */
  target: string | null;
}

/** Objects to fetch: those of `wants` and what they came from, but not what `haves` came from. */
export interface FetchObjects {
  wants: readonly string[];
  haves: readonly string[];
  depth: number;
}

export interface GitRemote {
  listRefs(prefixes: readonly string[]): Promise<GitRef[]>;
  /** Commits and annotated tags. */
  fetchObjects(request: FetchObjects): Promise<GitObject[]>;
  /**
   * These commits; none if the server can't leave out their files, or refuses what no branch names.
   */
  fetchCommits(ids: readonly string[]): Promise<GitObject[]>;
  /** These trees, without what is in them; none if the server can't leave that out. */
  fetchTrees(ids: readonly string[]): Promise<GitObject[]>;
}

/** What the server answered in place of what it was asked for. */
export class GitRefusal extends RequestError {}

const mostNames = 50_000;
const commitsInRequest = 200;

/**
 * A repository at an HTTP address, by protocol 2 (https://git-scm.com/docs/protocol-v2), through the
 * guarded fetch. Commits, tags and the names of files are asked for, never files. Throws a `RequestError`.
 */
export async function openRemote(
  fetch: GuardedFetch,
  address: string,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): Promise<GitRemote> {
  const url = address.replace(/\/+$/, '');
  const common = { signal, headers: { ...headers, 'git-protocol': 'version=2' } };
  const hello = await fetch(`${url}/info/refs?service=git-upload-pack`, common);
  const capabilities = parse(() => readLines(hello.body)).flatMap((line) =>
    line === null ? [] : [lineText(line)],
  );
  if (!capabilities.includes('version 2'))
    throw new RequestError(
      'The address is not one of a Git repository that Debrief can read (protocol 2 by HTTP).',
    );
  const format = /^object-format=(sha1|sha256)$/m.exec(capabilities.join('\n'))?.[0];
  const idLength = format === 'object-format=sha256' ? 32 : 20;
  const canFilter = capabilities.some(
    (line) => line.startsWith('fetch=') && line.split(/[= ]/).includes('filter'),
  );
  const ask = async (command: string, options: readonly string[]): Promise<Buffer> => {
    const own = format === undefined ? [] : [format];
    const { body } = await fetch(`${url}/git-upload-pack`, {
      ...common,
      method: 'POST',
      headers: {
        ...common.headers,
        'content-type': 'application/x-git-upload-pack-request',
        accept: 'application/x-git-upload-pack-result',
      },
      body: writeCommand(command, own, options),
    });
    return body;
  };
  const fetchObjects: GitRemote['fetchObjects'] = async ({ wants, haves, depth }) => {
    const body = await ask('fetch', [
      'ofs-delta',
      'no-progress',
      'include-tag',
      // Without files and folders: a server that can't leave them out sends more.
      ...(canFilter ? ['filter tree:0'] : []),
      `deepen ${depth}`,
      ...wants.map((id) => `want ${id}`),
      ...haves.map((id) => `have ${id}`),
      'done',
    ]);
    return parse(() => readPack(readPackLines(body), idLength));
  };
  return {
    async listRefs(prefixes) {
      const options = ['peel', 'symrefs', ...prefixes.map((prefix) => `ref-prefix ${prefix}`)];
      const body = await ask('ls-refs', options);
      const refs = parse(() => readLines(body)).flatMap((line) =>
        line === null ? [] : [readRef(lineText(line))],
      );
      if (refs.length > mostNames)
        throw new RequestError(`The repository has more than ${mostNames} tags.`);
      return refs.filter((ref) => ref !== null);
    },
    fetchObjects,
    async fetchCommits(ids) {
      // It would send their files.
      if (!canFilter) return [];
      const found: GitObject[] = [];
      for (let start = 0; start < ids.length; start += commitsInRequest) {
        const wants = ids.slice(start, start + commitsInRequest);
        try {
          found.push(...(await fetchObjects({ wants, haves: [], depth: 1 })));
        } catch (error) {
          if (!(error instanceof GitRefusal)) throw error;
        }
      }
      return found;
    },
    async fetchTrees(ids) {
      if (!canFilter) return [];
      const wants = ids.map((id) => `want ${id}`);
      const options = ['ofs-delta', 'no-progress', 'filter tree:0', ...wants, 'done'];
      const body = await ask('fetch', options);
      return parse(() => readPack(readPackLines(body), idLength));
    },
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw new RequestError('The answer of the Git server is damaged.');
  }
}

function readRef(text: string): GitRef | null {
  const [id = '', name = '', ...more] = text.split(' ');
  if (!/^[0-9a-f]{40,64}$/.test(id) || name === '') return null;
  const find = (key: string) => more.find((one) => one.startsWith(key))?.slice(key.length) ?? null;
  return { name, id, peeled: find('peeled:'), target: find('symref-target:') };
}

/** The pack is in channel 1 of the section `packfile`; channel 3 is an error. */
function readPackLines(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let isPack = false;
  for (const line of readLines(body)) {
    if (line === null) continue;
    if (!isPack) {
      const text = lineText(line);
      if (text.startsWith('ERR '))
        throw new GitRefusal(`The Git server answered: ${text.slice(4)}`);
      isPack = text === 'packfile';
    } else if (line[0] === 1) parts.push(line.subarray(1));
    else if (line[0] === 3)
      throw new GitRefusal(`The Git server answered: ${lineText(line.subarray(1))}`);
  }
  return Buffer.concat(parts);
}
