import { findBodyReader, type Read } from '@debrief/readers';
import { expect, test } from 'vitest';
import { openWebPeer } from '../../testing/web-peer.ts';
import { openConnections } from '../connection-app.fixture.ts';
import { pullAll } from '../pull-all.fixture.ts';
import { hasGit, openGitServer } from './git-server.fixture.ts';
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
