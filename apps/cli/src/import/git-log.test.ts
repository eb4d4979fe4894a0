import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matchText } from '../testing/fake-world.ts';
import { commitLog, parseRepositoryName, openRepository, type GitTimeRange } from './git-log.ts';

const env = { PATH: process.env['PATH'] };
let folder: string;

interface GitOptions {
  date?: string;
  input?: Buffer;
  at?: string;
}

function git(parameters: string[], more: GitOptions = {}): string {
  const date = more.date ?? '2022-12-06T14:30:00-05:00';
  const who = {
    GIT_AUTHOR_NAME: 'Ada Byron',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada Byron',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  return execFileSync('git', ['-C', more.at ?? folder, ...parameters], {
    encoding: 'utf8',
    env: {
      ...env,
      ...who,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    },
    ...(more.input && { input: more.input }),
  });
}

function commitFile(name: string, text: string, message: string, date: string): void {
  writeFileSync(join(folder, name), text);
  git(['add', '--all'], { date });
  git(['commit', '-q', '-m', message], { date });
}

/** An empty commit with exactly these bytes as its message: `git commit` would repair them. */
function commitBytes(message: Buffer): void {
  const who = 'Ada Byron <ada@example.org> 1670144400 +0000';
  const head = `tree ${git(['rev-parse', 'HEAD^{tree}']).trim()}\nparent ${git(['rev-parse', 'HEAD']).trim()}\nauthor ${who}\ncommitter ${who}\n\n`;
  const sha = git(['hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: Buffer.concat([Buffer.from(head), message]),
  });
  git(['update-ref', 'HEAD', sha.trim()]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-git-'));
  git(['init', '-q', '-b', 'main']);
  git(['remote', 'add', 'origin', 'git@example.org:acme/deploys.git']);
  commitFile(
    'a.txt',
    '1\n',
    'First\n\nA body of\n\ntwo paragraphs with "quotes" and \\ and \u0001.',
    '2022-11-29T09:00:00-05:00',
  );
  git(['mv', 'a.txt', 'b c.txt']);
  commitFile('A', '1\n', 'Rename, and a file named like a status', '2022-12-01T09:00:00Z');
  git(['checkout', '-q', '-b', 'topic']);
  commitFile('odd\nname\t"é".txt', '2\n', 'Größe', '2022-12-02T09:00:00Z');
  git(['checkout', '-q', 'main']);
  git(['merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic'], { date: '2022-12-03T09:00:00Z' });
  git(['tag', 'v1'], { date: '2022-12-03T09:00:00Z' });
  commitBytes(Buffer.from('caf\xe9 closed\n', 'latin1'));
  git(['tag', '-a', '-m', 'Release two', 'v2'], { date: '2022-12-06T14:30:00-05:00' });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  [field: string]: unknown;
  subject: string;
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'subject' in value;
}

function parseLine(text: string): Line {
  const value: unknown = JSON.parse(text);
  if (!isLine(value)) throw new Error(`No line of a commit log: ${text}`);
  return value;
}

async function readLog(
  range: GitTimeRange,
  at = folder,
): Promise<{ bytes: Buffer; lines: Line[] }> {
  const parts: Uint8Array[] = [];
  for await (const part of commitLog(await openRepository(at, range, env), range, env))
    parts.push(part);
  const bytes = Buffer.concat(parts);
  const lines = bytes.toString('utf8').split('\n').filter(Boolean).map(parseLine);
  return { bytes, lines };
}

test('converts every commit and tag of a repository to one line', async () => {
  const { lines } = await readLog({});
  expect(lines.map((line) => line['tag'] ?? line.subject)).toEqual([
    matchText('closed'),
    'Merge topic',
    'Größe',
    'Rename, and a file named like a status',
    'First',
    'v1',
    'v2',
  ]);
  expect(lines.every((line) => line['repo'] === 'acme/deploys')).toBe(true);
  expect(lines.at(4)).toMatchObject({
    parents: [],
    authored_at: '2022-11-29T09:00:00-05:00',
    author_name: 'Ada Byron',
    author_email: 'ada@example.org',
    body: 'A body of\n\ntwo paragraphs with "quotes" and \\ and \u0001.',
    files: [['A', 'a.txt']],
  });
});

test('reports old and new name of a rename, the additions of a merge, and no files for an empty commit', async () => {
  const { lines } = await readLog({});
  expect(lines[3]?.['files']).toEqual([
    ['A', 'A'],
    ['D', 'a.txt'],
    ['A', 'b c.txt'],
  ]);
  expect(lines[1]).toMatchObject({
    files: [['A', 'odd\nname\t"é".txt']],
    parents: [expect.any(String), expect.any(String)],
  });
  expect(lines[0]?.['files']).toEqual([]);
});

test('passes a message that is not UTF-8 through byte by byte', async () => {
  const { bytes } = await readLog({});
  const broken = bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => !isUtf8(Buffer.from(line, 'latin1')));
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain('"subject":"caf\xe9 closed"');
});

test('tags refer to their commit and have their own time', async () => {
  const { lines } = await readLog({});
  const head = git(['rev-parse', 'HEAD']).trim();
  expect(lines[6]).toEqual({
    repo: 'acme/deploys',
    repo_id: 'example.org/acme/deploys',
    tag: 'v2',
    sha: head,
    tagged_at: '2022-12-06T14:30:00-05:00',
    subject: 'Release two',
    author_name: 'Ada Byron',
    author_email: 'ada@example.org',
  });
});

test('applies a time range to commits and tags', async () => {
  const { lines } = await readLog({ since: '2022-12-02T00:00:00Z', until: '2022-12-05T00:00:00Z' });
  expect(lines.map((line) => line['tag'] ?? line.subject)).toEqual([
    matchText('closed'),
    'Merge topic',
    'Größe',
    'v1',
  ]);
});

test('exports the history of a branch with its tags', async () => {
  const { lines } = await readLog({ branch: 'topic' });
  expect(lines.map((line) => line.subject)).toEqual([
    'Größe',
    'Rename, and a file named like a status',
    'First',
  ]);
});

test('reports an empty time range before sending anything', async () => {
  expect(await openRepository(folder, { until: '2001-01-01' }, env)).toMatchObject({
    hasCommits: false,
    isShallow: false,
  });
});

test.each([
  ['a branch that is not there', { branch: 'nowhere' }],
  ['a branch that would be an option', { branch: '--output=/tmp/x' }],
])('explains why %s is refused', async (_, range) => {
  await expect(openRepository(folder, range, env)).rejects.toMatchObject({
    code: 'bad-file',
    message: matchText("Git can't read"),
  });
});

test('runs no command that the config, the hooks or the missing objects of a repository name', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'debrief-git-traps-'));
  try {
    const at = join(scratch, 'sent');
    const traps = join(scratch, 'traps');
    const hooks = join(scratch, 'hooks');
    for (const path of [traps, hooks]) mkdirSync(path);
    const trap = (name: string) => `touch ${join(traps, name)}`;
    cpSync(folder, at, { recursive: true });
    // Git fetches the missing tree with the command that the remote names.
    const tree = git(['rev-parse', 'topic^{tree}'], { at }).trim();
    rmSync(join(at, '.git', 'objects', tree.slice(0, 2), tree.slice(2)));
    for (const name of ['post-checkout', 'reference-transaction', 'post-index-change'])
      writeFileSync(join(hooks, name), `#!/bin/sh\n${trap(name)}\n`, { mode: 0o755 });
    writeFileSync(join(at, '.gitattributes'), '* diff=trap\n');
    const config = {
      'core.repositoryformatversion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': folder,
      'remote.origin.promisor': 'true',
      'remote.origin.partialclonefilter': 'blob:none',
      'remote.origin.uploadpack': `${trap('uploadpack')}; git-upload-pack`,
      'core.fsmonitor': `${trap('fsmonitor')}; false`,
      'core.pager': `${trap('pager')}; cat`,
      'core.sshCommand': trap('ssh'),
      'core.hooksPath': hooks,
      'diff.external': trap('external'),
      'diff.trap.textconv': `${trap('textconv')}; cat`,
      'log.showSignature': 'true',
      'gpg.program': trap('gpg'),
      'alias.log': `!${trap('alias')}`,
    };
    const lines = Object.entries(config).map(([name, value]) => {
      const [section, ...rest] = name.split('.');
      const key = rest.pop();
      return `[${section}${rest.length > 0 ? ` "${rest.join('.')}"` : ''}]\n\t${key} = ${JSON.stringify(value)}\n`;
    });
    writeFileSync(join(at, '.git', 'config'), lines.join(''));
    await expect(readLog({}, at)).rejects.toMatchObject({ code: 'bad-file' });
    await readLog({ branch: 'main~2' }, at).catch(() => undefined);
    expect(readdirSync(traps)).toEqual([]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

test('explains that a folder is not a repository', async () => {
  await expect(openRepository(tmpdir(), {}, env)).rejects.toMatchObject({
    code: 'bad-file',
    message: matchText('not a git repository'),
  });
});

test.each([
  ['git@github.com:acme/deploys.git', 'acme/deploys'],
  ['https://user@git.example.org/group/sub/deploys.git/', 'sub/deploys'],
  ['ssh://git@example.org:22/acme/deploys', 'acme/deploys'],
  ['', ''],
  ['../deploys', ''],
])('names the remote %s %s', (remote, name) => {
  expect(parseRepositoryName(remote)).toBe(name);
});
