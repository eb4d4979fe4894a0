import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWebPeer, type WebPeer } from '../../testing/web-peer.ts';

export const hasGit = spawnSync('git', ['http-backend', '--version']).error === undefined;
if (!hasGit)
  process.stderr.write('The tests with a real Git server are skipped: git is missing.\n');

/** A repository behind Git's own HTTP server. */
export interface GitServer extends AsyncDisposable {
  url: string;
  peer: WebPeer;
  /** Runs git in the repository; returns what it prints. */
  run(...words: string[]): string;
  /** Commits a file; `minute` is its time after 08:00. */
  commit(minute: number, message: string): string;
  /** Writes a file for the next commit; null removes it. */
  write(path: string, text: string | null): Promise<void>;
  /** With the time of a commit. */
  tag(minute: number, name: string, message: string): void;
}

export async function openGitServer(): Promise<GitServer> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-git-'));
  const work = join(folder, 'shop');
  const timeAt = (minute: number) => `2026-03-02T08:${String(minute).padStart(2, '0')}:00+0100`;
  const run = (words: string[], minute = 0): string => {
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
      GIT_AUTHOR_DATE: timeAt(minute),
      GIT_COMMITTER_DATE: timeAt(minute),
    };
    const { status, stdout, stderr } = spawnSync('git', words, { cwd: work, env });
    if (status !== 0) throw new Error(`git ${words.join(' ')}: ${String(stderr)}`);
    return String(stdout).trim();
  };
  spawnSync('git', ['init', '-q', '-b', 'main', work]);
  run(['config', 'uploadpack.allowFilter', 'true']);
  const peer = await openWebPeer((request, response) => serve(folder, request, response));
  return {
    url: `${peer.origin}/shop/.git`,
    peer,
    run: (...words) => run(words),
    commit(minute, message) {
      run(['commit', '-q', '--allow-empty', '-m', message], minute);
      return run(['rev-parse', 'HEAD']);
    },
    async write(path, text) {
      await mkdir(dirname(join(work, path)), { recursive: true });
      if (text === null) await rm(join(work, path), { recursive: true });
      else await writeFile(join(work, path), text);
      run(['add', '-A']);
    },
    tag: (minute, name, message) => void run(['tag', '-a', name, '-m', message], minute),
    async [Symbol.asyncDispose]() {
      await peer[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `git http-backend` is a CGI program. */
function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://git.test');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const all = Buffer.concat(chunks);
    const end = all.indexOf('\r\n\r\n');
    const lines = all.toString('latin1', 0, end).split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const status = headers.find(([name]) => name === 'Status')?.[1];
    response.writeHead(
      Number(status?.slice(0, 3) ?? 200),
      Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
    );
    response.end(all.subarray(end + 4));
  });
}
