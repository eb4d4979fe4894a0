import { spawn } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import { CliError } from '../errors.ts';

export interface GitTimeRange {
  since?: string;
  until?: string;
  branch?: string;
}

export interface GitRepository {
  path: string;
  /**
   * `owner/name` from its remote, so that every clone is the same stream; else the folder's name.
   */
  name: string;
  /**
   * Distinguishes it from another with the same name: the URL it was cloned from, else its first
   * commit.
   */
  id: string;
  isShallow: boolean;
  hasCommits: boolean;
}

type Environment = NodeJS.ProcessEnv;

/**
 * Errors: `bad-file` with Git's message if the path is not a repository, or the branch or time
 * range is unknown.
 */
export async function openRepository(
  path: string,
  range: GitTimeRange,
  env: Environment,
): Promise<GitRepository> {
  const isShallow =
    (await text(path, ['rev-parse', '--is-shallow-repository'], env)).trim() === 'true';
  const found = await text(
    path,
    ['rev-list', '--max-count=1', ...toRangeArguments(range), ...toBranchArguments(range)],
    env,
  );
  const remote = await findRemote(path, env);
  return {
    path,
    name: parseRepositoryName(remote) || (await folderName(path, env)),
    id: await readId(path, remote, env),
    isShallow,
    hasCommits: found.trim() !== '',
  };
}

/** The URL of `origin`, else of the first other remote. */
async function findRemote(path: string, env: Environment): Promise<string> {
  const urls = await text(path, ['config', '--get-regexp', String.raw`^remote\..*\.url$`], env)
    .then((lines) => lines.trim().split('\n'))
    .catch(() => []);
  const found = urls.find((line) => line.startsWith('remote.origin.url ')) ?? urls[0] ?? '';
  return found.replace(/^\S+\s*/, '');
}

/** The folder of the work tree, also if the path is its `.git`. */
async function folderName(path: string, env: Environment): Promise<string> {
  const parameters = ['rev-parse', '--path-format=absolute', '--git-common-dir'];
  const folder = (await text(path, parameters, env)).trim();
  return basename(folder) === '.git'
    ? basename(dirname(folder))
    : basename(folder).replace(/\.git$/, '') || basename(resolve(path));
}

async function readId(path: string, remote: string, env: Environment): Promise<string> {
  const address = /^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^/:]+)(?::\d+)?[:/]+(.+?)(?:\.git)?\/*$/i.exec(
    remote,
  );
  if (address !== null && !/^[./~]/.test(remote))
    return `${address[1]}/${address[2]}`.toLowerCase();
  const roots = await text(path, ['rev-list', '--max-parents=0', 'HEAD'], env).catch(() => '');
  return roots.trim().split('\n').toSorted()[0] ?? '';
}

/**
 * The history as a JSON Lines commit log: one object per commit, then one per tag. Bytes that are
 * not UTF-8 are passed through: the log reader keeps and marks them.
 */
export async function* commitLog(
  repository: GitRepository,
  range: GitTimeRange,
  env: Environment,
): AsyncGenerator<Uint8Array> {
  const { path, name: repo, id: repo_id } = repository;
  const logArguments = [
    'log',
    '-z',
    '--no-color',
    '--no-show-signature',
    '--no-ext-diff',
    '--name-status',
    '--no-renames',
    '--diff-merges=first-parent',
    `--format=${commitFormat}`,
  ];
  const commits = parseCommits(
    fields(
      git(path, [...logArguments, ...toRangeArguments(range), ...toBranchArguments(range)], env),
    ),
  );
  yield* batches(lines(commits, (commit) => ({ repo, repo_id, ...commit })));

  const [after, before] = await readBounds(path, range, env);
  const merged = range.branch === undefined ? [] : [`--merged=${range.branch}`];
  const refs = git(path, ['for-each-ref', `--format=${tagFormat}`, ...merged, 'refs/tags'], env);
  const tags = [];
  for await (const tag of parseTags(fields(refs), after, before)) tags.push(tag);
  const mapped = mapTaggers(path, tags, env);
  yield* batches(lines(mapped, (tag) => ({ repo, repo_id, ...tag })));
}

interface Tag {
  author_name?: string;
  author_email?: string;
}

const contactsAtOnce = 200;

/** Named as the repository maps names, like the authors of commits; Git does that only for those. */
async function* mapTaggers<T extends Tag>(
  path: string,
  tags: readonly T[],
  env: Environment,
): AsyncGenerator<T> {
  const formatContact = ({ author_name: name = '', author_email: email = '' }: Tag): string =>
    `${name} <${email}>`;
  const contacts = [...new Set(tags.map(formatContact))].filter((one) =>
    /^[^<>\n]+ <\S+>$/.test(one),
  );
  const names = new Map<string, Tag>();
  for (let from = 0; from < contacts.length; from += contactsAtOnce) {
    const asked = contacts.slice(from, from + contactsAtOnce);
    const utf8 = asked.map((one) => Buffer.from(one, 'latin1').toString('utf8'));
    const answer = await text(path, ['check-mailmap', '--', ...utf8], env).catch(() => '');
    for (const [index, line] of answer.trim().split('\n').entries()) {
      const [, name, email] =
        /^([^<]*) <([^<>]*)>$/.exec(Buffer.from(line).toString('latin1')) ?? [];
      const contact = asked[index];
      if (contact !== undefined && name !== undefined && email !== undefined)
        names.set(contact, { author_name: name, author_email: email });
    }
  }
  for (const tag of tags) yield { ...tag, ...names.get(formatContact(tag)) };
}

const commitFormat = ['%H', '%P', '%aI', '%cI', '%aN', '%aE', '%s', '%b'].join('%x00');
const tagFormat = `${['%(refname:strip=2)', '%(objectname)', '%(*objectname)', '%(creatordate:unix)', '%(creatordate:iso-strict)', '%(subject)', '%(taggername)', '%(taggeremail:trim)'].join('%00')}%00`;

function toRangeArguments({ since, until }: GitTimeRange): string[] {
  return [
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(until === undefined ? [] : [`--until=${until}`]),
  ];
}

// A branch that starts with a dash must not become an option.
function toBranchArguments({ branch }: GitTimeRange): string[] {
  return ['--end-of-options', branch ?? 'HEAD', '--'];
}

interface Commit {
  sha: string;
  authored_at: string;
  committed_at: string;
  parents: string[];
  author_name: string;
  author_email: string;
  subject: string;
  body: string;
  files: [status: string, path: string][];
}

const FIELDS = 8;

/**
 * Fields of a commit end with NUL; then pairs of status and path follow until the next commit's
 * hash.
 */
async function* parseCommits(parts: AsyncIterable<string>): AsyncGenerator<Commit> {
  let head: string[] = [];
  let files: [string, string][] = [];
  let status: string | null = null;
  for await (const part of parts) {
    if (status !== null) {
      files.push([status, part]);
      status = null;
    } else if (head.length === FIELDS && /^\n?[A-Z]\d*$/.test(part)) status = part.trim();
    else if (head.length < FIELDS) head.push(part);
    else {
      yield parseCommit(head, files);
      head = [part];
      files = [];
    }
  }
  if (head.length === FIELDS) yield parseCommit(head, files);
}

function parseCommit(head: readonly string[], files: [string, string][]): Commit {
  const [
    sha = '',
    parents = '',
    authored_at = '',
    committed_at = '',
    author_name = '',
    author_email = '',
    subject = '',
    body = '',
  ] = head;
  return {
    sha,
    authored_at,
    committed_at,
    parents: parents.split(' ').filter(Boolean),
    author_name,
    author_email,
    subject,
    body: body.trim(),
    files,
  };
}

async function* parseTags(parts: AsyncIterable<string>, after: number, before: number) {
  let head: string[] = [];
  for await (const part of parts) {
    // Git ends every reference with a line break, which ends up before the next name.
    head.push(head.length === 0 ? part.replace(/^\n/, '') : part);
    if (head.length < 8) continue;
    const [
      tag = '',
      sha = '',
      peeled = '',
      seconds = '',
      tagged_at = '',
      subject = '',
      name = '',
      email = '',
    ] = head;
    head = [];
    if (Number(seconds) >= after && Number(seconds) <= before && tagged_at !== '')
      yield {
        tag,
        sha: peeled || sha,
        tagged_at,
        subject,
        ...(name && { author_name: name }),
        ...(email && { author_email: email }),
      };
  }
}

/** The time range in seconds, with Git parsing words such as "2 weeks ago". */
async function readBounds(
  path: string,
  range: GitTimeRange,
  env: Environment,
): Promise<[number, number]> {
  if (range.since === undefined && range.until === undefined) return [-Infinity, Infinity];
  const answer = await text(path, ['rev-parse', ...toRangeArguments(range)], env);
  const bound = (name: string) =>
    /\d+/.exec(answer.split('\n').find((line) => line.startsWith(name)) ?? '')?.[0];
  return [Number(bound('--max-age=') ?? -Infinity), Number(bound('--min-age=') ?? Infinity)];
}

/**
 * Latin-1 maps every byte to one character and back, so text in any encoding passes through byte by
 * byte.
 */
async function* fields(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk.toString('latin1')).split('\0');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest.trim() !== '') yield rest;
}

async function* lines<T>(
  items: AsyncIterable<T>,
  shape: (item: T) => object,
): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(shape(item))}\n`;
}

async function* batches(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let batch = '';
  for await (const line of texts) {
    batch += line;
    if (batch.length < 64 * 1024) continue;
    yield Buffer.from(batch, 'latin1');
    batch = '';
  }
  if (batch !== '') yield Buffer.from(batch, 'latin1');
}

async function text(
  path: string,
  parameters: readonly string[],
  env: Environment,
): Promise<string> {
  let all = '';
  for await (const chunk of git(path, parameters, env)) all += chunk.toString();
  return all;
}

/** A repository can name commands that Git runs to fetch what is missing, so nothing is fetched. */
const closedGit = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
};

async function* git(
  path: string,
  parameters: readonly string[],
  env: Environment,
): AsyncGenerator<Buffer> {
  const child = spawn(
    'git',
    [
      '-C',
      path,
      '-c',
      'i18n.logOutputEncoding=UTF-8',
      '-c',
      'log.showSignature=false',
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.hooksPath=/dev/null',
      ...parameters,
    ],
    {
      env: { ...env, ...closedGit },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<number | null>((resolveEnd, reject) =>
    child.on('error', reject).on('close', resolveEnd),
  );
  ended.catch(() => undefined);
  let complaint = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (words: string) => (complaint = (complaint + words).slice(-4000)));
  try {
    yield* child.stdout;
    const code = await ended.catch(notInstalled);
    if (code !== 0)
      throw new CliError(
        'bad-file',
        `Git can't read ${path}: ${complaint.trim().replace(/^fatal: /, '') || `it exited with ${code}`}`,
      );
  } finally {
    child.kill();
  }
}

function notInstalled(error: unknown): never {
  throw new CliError(
    'bad-file',
    `Couldn't start Git (${error instanceof Error ? error.message : 'unknown'}). Install Git, or import a commit log as a file.`,
  );
}

/** `owner/name` of a URL such as git@github.com:owner/name.git. */
export function parseRepositoryName(remote: string): string {
  const path = /^(?:[a-z+]+:\/\/[^/]+\/|[^/\s]+:)(.+?)(?:\.git)?\/*$/i.exec(remote)?.[1] ?? '';
  return path.split('/').filter(Boolean).slice(-2).join('/');
}
