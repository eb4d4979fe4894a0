import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openWebPeer } from '../testing/web-peer.ts';
import { createGuardedFetch, readRetryAfter } from './guarded-fetch.ts';
import { parsePrivateHosts } from './private-address.ts';

const now = new Date('2026-03-02T08:00:00Z');
const strict = createGuardedFetch(null, () => now);
const open = createGuardedFetch(parsePrivateHosts('127.0.0.1'), () => now);

test('this machine is refused in every spelling, before anything is sent', async () => {
  await using peer = await openWebPeer((_, response) => response.end('secret'));
  const { port } = new URL(peer.origin);
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ])
    await expect(strict(`http://${host}:${port}/`), host).rejects.toThrow(
      /is in a private network|Can't reach/,
    );
  for (const url of ['file:///etc/passwd', 'http://user:word@example.org/'])
    await expect(strict(url)).rejects.toThrow('Only http://');
  expect(peer.asked).toEqual([]);
});

test('a redirect is checked again, and another host gets no token', async () => {
  await using other = await openWebPeer((_, response) => response.end('moved here'));
  await using peer = await openWebPeer((request, response) => {
    const to: Record<string, string> = {
      '/inside': 'http://169.254.169.254/latest',
      '/file': 'file:///etc/passwd',
      '/loop': '/loop',
      '/other': `${other.origin}/there`,
      '/same': '/end',
    };
    const location = to[request.url ?? ''];
    if (location === undefined) response.end('end');
    else response.writeHead(302, { location }).end();
  });
  const headers = { authorization: 'Bearer t', accept: 'x/y' };
  await expect(open(`${peer.origin}/inside`)).rejects.toThrow('169.254.169.254 is in a private');
  await expect(open(`${peer.origin}/file`)).rejects.toThrow('Only http://');
  await expect(open(`${peer.origin}/loop`)).rejects.toThrow('redirects');
  expect((await open(`${peer.origin}/same`, { headers })).body.toString()).toBe('end');
  expect(peer.asked.at(-1)?.headers.authorization).toBe('Bearer t');
  expect((await open(`${peer.origin}/other`, { headers })).body.toString()).toBe('moved here');
  expect(other.asked[0]?.headers).toMatchObject({ accept: 'x/y' });
  expect(other.asked[0]?.headers.authorization).toBeUndefined();
});

test('size, time and damaged answers have limits, also unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(2_000_000));
  await using peer = await openWebPeer((request, response) => {
    if (request.url === '/large') response.end(Buffer.alloc(2_000));
    else if (request.url === '/bomb')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    else if (request.url === '/damaged')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '10' });
      response.write('abc');
      setImmediate(() => response.destroy());
    } else if (request.url === '/gzip')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('plain'));
    // Others are never answered.
  });
  const small = { maxBytes: 1_000, timeoutMs: 2_000 };
  await expect(open(`${peer.origin}/large`, small)).rejects.toThrow('more than 0.001 MB');
  await expect(open(`${peer.origin}/bomb`, { maxBytes: 10_000 })).rejects.toThrow(
    'more than 0.01 MB',
  );
  await expect(open(`${peer.origin}/damaged`, small)).rejects.toThrow('damaged gzip');
  await expect(open(`${peer.origin}/cut`, small)).rejects.toThrow("Can't reach");
  await expect(open(`${peer.origin}/silent`, { timeoutMs: 50 })).rejects.toThrow(
    'within 0.05 seconds',
  );
  expect((await open(`${peer.origin}/gzip`)).body.toString()).toBe('plain');
});

test('a refusal says what to check and when to ask again, and never the path', async () => {
  await using peer = await openWebPeer((request, response) => {
    response.writeHead(Number(request.url?.slice(1, 4)), { 'retry-after': '120' }).end();
  });
  const host = new URL(peer.origin).host;
  const ask = (status: number) => open(`${peer.origin}/${status}/secret-path`);
  await expect(ask(404)).rejects.toThrow(`${host} answered 404. Check the address.`);
  await expect(ask(401)).rejects.toThrow('Check the token.');
  await expect(ask(429)).rejects.toMatchObject({ status: 429, retryAfterMs: 120_000 });
  expect((await ask(304)).status).toBe(304);
  for (const status of [400, 404, 500])
    await expect(ask(status)).rejects.not.toThrow('secret-path');
  expect(readRetryAfter('Mon, 02 Mar 2026 08:01:00 GMT', now)).toBe(60_000);
  for (const value of [null, 'soon', '-1', 'Mon, 02 Mar 2026 07:00:00 GMT'])
    expect(readRetryAfter(value, now)).toBeUndefined();
});
