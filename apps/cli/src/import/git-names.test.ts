import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitLog, openRepository } from './git-log.ts';

const env = { PATH: process.env['PATH'] };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-git-names-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(path: string, parameters: string[], name: string, email: string): void {
  execFileSync('git', ['-C', path, ...parameters], {
    env: {
      ...env,
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    },
  });
}

function create(name: string, subject: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  git(path, ['init', '-q', '-b', 'main'], name, `${name}@corp.example`);
  git(path, ['commit', '-q', '--allow-empty', '-m', subject], 'M. Iwu', 'm.iwu@old.example');
  return path;
}

async function readLines(path: string): Promise<unknown[]> {
  const parts: Uint8Array[] = [];
  for await (const part of commitLog(await openRepository(path, {}, env), {}, env))
    parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

test('names an author as the repository maps names', async () => {
  const path = create('mapped', 'by her old name');
  writeFileSync(join(path, '.mailmap'), 'Mara Iwu <mara@corp.example> <m.iwu@old.example>\n');
  git(path, ['add', '.mailmap'], 'Mara Iwu', 'mara@corp.example');
  git(path, ['commit', '-q', '-m', 'mailmap'], 'Mara Iwu', 'mara@corp.example');
  const mara = { author_name: 'Mara Iwu', author_email: 'mara@corp.example' };
  git(path, ['tag', '-a', 'v1', '-m', 'first'], 'M. Iwu', 'm.iwu@old.example');
  expect(await readLines(path)).toMatchObject([mara, mara, { tag: 'v1', ...mara }]);
});

test('knows a clone by any remote, in any spelling of its address', async () => {
  const path = create('clone', 'cloned');
  git(path, ['remote', 'add', 'upstream', 'https://x:y@GitHub.com/Acme/orders.git'], 'x', 'y');
  const { name, id } = await openRepository(path, {}, env);
  expect([name, id]).toEqual(['Acme/orders', 'github.com/acme/orders']);
  git(path, ['remote', 'add', 'origin', 'ssh://git@gitlab.com:22/acme/orders'], 'x', 'y');
  expect((await openRepository(path, {}, env)).id).toBe('gitlab.com/acme/orders');
});

test('separates two repositories with the same name of their folder', async () => {
  const [north, south] = [create('north/infra', 'north'), create('south/infra', 'south')];
  const [first, second] = [
    await openRepository(north, {}, env),
    await openRepository(south, {}, env),
  ];
  expect([first.name, second.name]).toEqual(['infra', 'infra']);
  expect(first.id).not.toBe(second.id);
  expect((await openRepository(join(north, '.git'), {}, env)).id).toBe(first.id);
});
