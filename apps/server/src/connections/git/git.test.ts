import { findBodyReader, type Read } from '@debrief/readers';
import { expect, test } from 'vitest';
import { openWebPeer } from '../../testing/web-peer.ts';
import { openConnections } from '../connection-app.fixture.ts';
import { pullAll } from '../pull-all.fixture.ts';
import { hasGit, openGitServer } from './git-server.fixture.ts';
import { RequestError } from '../../network/guarded-fetch.ts';
import { listChangedFiles } from './changed-files.ts';
import { GitRefusal } from './git-remote.ts';
import { git } from './git.ts';
import { readPack } from './pack.ts';

async function pull(url: string, watermark: unknown, more: object = {}) {
  const settings = { kind: 'git', url, commits: 100, everyMinutes: 15, ...more };
  const pages = await pullAll(git, settings, watermark);
  const records: Read[] = [];
  for (const { body } of pages) {
    const stream = { key: 'e', name: 'Shop' };
    records.push(...((await findBodyReader('git')?.parse(body ?? Buffer.of(), stream)) ?? []));
  }
  return {
    watermark: pages.at(-1)?.watermark,
    texts: records.map((read) => (read.type === 'record' ? read.record.text : read)),
    records: records.flatMap((read) => (read.type === 'record' ? [read.record] : [])),
  };
}

test.skipIf(!hasGit)('commits and tags of a real Git server, and then only new ones', async () => {
  await using server = await openGitServer();
  server.commit(1, 'Add orders');
  const second = server.commit(2, 'Fix orders\n\nThey were late.\nVery late.');
  server.tag(3, 'v1', 'First release');
  server.run('tag', 'plain');
  const first = await pull(server.url, null);
  expect(first.texts).toEqual([
    'Add orders',
    'Fix orders\n\nThey were late.\nVery late.',
    'Tag v1: First release',
  ]);
  expect(first.records[1]).toMatchObject({
    key: second,
    kind: 'change',
    occurredAt: new Date('2026-03-02T07:02:00Z'),
    zoneOffset: 60,
    author: { name: 'Ada', email: 'ada@example.com' },
    details: { commit: { sha: second, tag: 'plain' } },
  });
  expect(first.records[1]?.details.commit?.parents).toHaveLength(1);
  expect(first.records[2]).toMatchObject({ key: 'tag:v1', details: { commit: { sha: second } } });
  const asked = server.peer.asked.length;
  expect((await pull(server.url, first.watermark)).texts).toEqual([]);
  // Nothing changed: only the names are asked for.
  expect(server.peer.asked.length - asked).toBe(2);
  server.commit(4, 'Add prices');
  server.tag(5, 'v2', 'Second release');
  server.run('tag', 'late', second);
  const next = await pull(server.url, first.watermark);
  expect(new Set(next.texts)).toEqual(
    new Set(['Add prices', 'Fix orders\n\nThey were late.\nVery late.', 'Tag v2: Second release']),
  );
  // The commit that has a new tag is stated again, with all of its tags.
  expect(next.records.find(({ key }) => key === second)?.details.commit?.tag).toBe('late, plain');
});

test.skipIf(!hasGit)(
  'the files that commits changed, also after a restart and with a new tag',
  async () => {
    await using server = await openGitServer();
    const files = ({ records }: Awaited<ReturnType<typeof pull>>) =>
      Object.fromEntries(
        records.map(({ text, details }) => [
          text,
          details.commit?.files.map(({ status, path }) => `${status} ${path}`),
        ]),
      );
    await server.write('README.md', 'shop');
    await server.write('services/orders/src/limits.ts', '1');
    await server.write('services/orders/src/über uns.ts', '1');
    await server.write('services/prices/index.ts', '1');
    server.commit(1, 'Start');
    await server.write('services/orders/src/limits.ts', '2');
    await server.write('services/orders/deploy.yaml', 'replicas: 2');
    const second = server.commit(2, 'Raise the limit');
    await server.write('services/prices', null);
    await server.write('services/prices', 'a file now');
    await server.write('services/orders/src/über uns.ts', null);
    server.commit(3, 'Remove prices');
    server.commit(4, 'Nothing');
    const first = await pull(server.url, null, { commits: 3 });
    const expected = {
      'Raise the limit': ['A services/orders/deploy.yaml', 'M services/orders/src/limits.ts'],
      'Remove prices': [
        'D services/orders/src/über uns.ts',
        'A services/prices',
        'D services/prices/index.ts',
      ],
      Nothing: [],
    };
    expect(files(first)).toEqual(expected);
    expect(files(await pull(server.url, null))['Start']).toEqual([
      'A README.md',
      'A services/orders/src/limits.ts',
      'A services/orders/src/über uns.ts',
      'A services/prices/index.ts',
    ]);
    server.run('tag', 'late', second);
    await server.write('README.md', 'the shop');
    server.commit(5, 'Explain');
    expect(files(await pull(server.url, first.watermark))).toEqual({
      Explain: ['M README.md'],
      'Raise the limit': expected['Raise the limit'],
    });
    // A server that can't leave out what is in a folder is not asked for any.
    server.run('config', 'uploadpack.allowFilter', 'false');
    expect(files(await pull(server.url, first.watermark))['Explain']).toEqual([]);
  },
);

test('too many folders or files, or a refusal: no list instead of a part of it', async () => {
  const entry = (mode: string, name: string, id: number) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.alloc(20, id)]);
  const toId = (id: number) => Buffer.alloc(20, id).toString('hex');
  const files = (from: number, count: number) =>
    Buffer.concat(Array.from({ length: count }, (_, at) => entry('100644', `${from}-${at}`, from)));
  const trees = new Map([
    [toId(1), files(1, 5)],
    [toId(2), files(2, 1_200)],
    [toId(3), entry('40000', 'deep', 4)],
  ]);
  const asked: string[] = [];
  const fetchTrees = async (ids: readonly string[]) => {
    asked.push(...ids);
    return ids.flatMap((id) => {
      const data = trees.get(id);
      return data ? [{ id, type: 'tree' as const, data }] : [];
    });
  };
  const compare = (from: number, to: number, sha = `${from} ${to}`) => ({
    sha,
    from: toId(from),
    to: toId(to),
  });
  const found = await listChangedFiles({ fetchTrees }, [compare(1, 2)]);
  expect(found.has('1 2')).toBe(false);
  // The folder in it is missing.
  expect((await listChangedFiles({ fetchTrees }, [compare(1, 3)])).has('1 3')).toBe(false);
  const many = Array.from({ length: 2_001 }, (_, at) => ({
    sha: String(at),
    from: null,
    to: at.toString(16).padStart(40, '0'),
  }));
  asked.splice(0);
  expect((await listChangedFiles({ fetchTrees }, many)).size).toBe(0);
  expect(asked).toEqual([]);
  const refuse = () => Promise.reject(new GitRefusal('The Git server answered: not our ref'));
  expect((await listChangedFiles({ fetchTrees: refuse }, [compare(1, 2)])).size).toBe(0);
  const fail = () => Promise.reject(new RequestError('answered 503', { status: 503 }));
  await expect(listChangedFiles({ fetchTrees: fail }, [compare(1, 2)])).rejects.toThrow('503');
});

test.skipIf(!hasGit)('a rewritten branch, another branch, and a limit at the start', async () => {
  await using server = await openGitServer();
  for (const minute of [1, 2, 3, 4]) server.commit(minute, `Commit ${minute}`);
  const first = await pull(server.url, null, { commits: 2 });
  expect(first.texts).toEqual(['Commit 3', 'Commit 4']);
  server.run('reset', '-q', '--hard', 'HEAD~1');
  server.commit(9, 'Commit 4 again');
  expect((await pull(server.url, first.watermark)).texts).toContain('Commit 4 again');
  server.run('checkout', '-q', '-b', 'fix/one');
  server.commit(10, 'Only here');
  const branch = await pull(server.url, null, { branch: 'fix/one', commits: 1 });
  expect(branch.texts).toEqual(['Only here']);
  await expect(pull(server.url, null, { branch: 'none' })).rejects.toThrow('no branch "none"');
  await expect(pull(`${server.url}x`, null)).rejects.toThrow('answered 404');
});

test.skipIf(!hasGit)('many similar commits are sent as deltas, and files are never', async () => {
  await using server = await openGitServer();
  const filler = Array.from({ length: 60 }, (_, index) => `Line ${index} of the reason.`).join(
    '\n',
  );
  for (let minute = 1; minute <= 20; minute += 1)
    server.commit(minute, `Commit ${minute}\n\n${filler}\nEnd ${minute}`);
  server.run('repack', '-adfq', '--depth=50', '--window=50');
  const { records } = await pull(server.url, null);
  expect(records.map(({ text }) => text.split('\n')[0])).toEqual(
    Array.from({ length: 20 }, (_, index) => `Commit ${index + 1}`),
  );
  expect(records.every(({ text }) => text.includes('Line 59 of the reason.'))).toBe(true);
});

test('answers that are not of Git, or damaged, have a message', async () => {
  let body: Buffer | string = '<html>';
  await using peer = await openWebPeer((_, response) => response.end(body));
  await expect(pull(peer.origin, null)).rejects.toThrow('damaged');
  body = '000eversion 1\n0000';
  await expect(pull(peer.origin, null)).rejects.toThrow('protocol 2');
  for (const damaged of [
    'PACK',
    'PACK\0\0\0\u0002\0\0\0\u0001',
    'PACK\0\0\0\u0002\0\0\0\u0001\u001fxxxx',
    `PACK\0\0\0\u0002\u007f\u007f\u007f\u007f${'\u00ff'.repeat(50)}`,
  ])
    expect(() => readPack(Buffer.from(damaged, 'latin1'), 20)).toThrow(/./);
});

test.skipIf(!hasGit)('a repository is a connection like any other', async () => {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await openGitServer());
  server.commit(1, 'Add orders');
  const made = stack.use(await openConnections());
  const settings = { kind: 'git', url: server.url, commits: 100, everyMinutes: 15 } as const;
  const { id } = await made.create(settings, { token: 'word' });
  expect(await made.items(1)).toMatchObject([
    { text: 'Add orders', kind: 'change', occurredAt: '2026-03-02T07:01:00.000Z' },
  ]);
  expect(server.peer.asked[0]?.headers.authorization).toBe(`Basic ${btoa('git:word')}`);
  expect((await made.asked(id)).problem).toBeNull();
});
