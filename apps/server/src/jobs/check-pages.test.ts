import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import { checkPage } from './check-pages.ts';

let server: ServerType;
let base = '';
const answers: Record<string, () => Response> = {
  '/works': () => new Response('ok'),
  '/long': () => new Response('x'.repeat(2_000_000)),
  '/moved': () => new Response(null, { status: 302, headers: { location: '/works' } }),
  '/gone': () => new Response(null, { status: 410 }),
  '/sign-in': () => new Response(null, { status: 401 }),
  '/fails': () => new Response(null, { status: 500 }),
};
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server = serve(
      {
        port: 0,
        hostname: '127.0.0.1',
        fetch: ({ url }) =>
          answers[new URL(url).pathname]?.() ?? new Response(null, { status: 404 }),
      },
      ({ port }: AddressInfo) => {
        base = `http://127.0.0.1:${port}`;
        resolve();
      },
    );
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('only what the other side says for sure is broken', async () => {
  const now = () => new Date('2026-03-02T09:00:00Z');
  const fetch = createGuardedFetch(parsePrivateHosts('127.0.0.1'), now);
  const states = async (path: string) => (await checkPage(fetch, `${base}${path}`)).state;
  for (const path of ['/works', '/long', '/moved'])
    expect([path, await states(path)]).toEqual([path, 'works']);
  for (const path of ['/gone', '/nowhere'])
    expect([path, await states(path)]).toEqual([path, 'broken']);
  for (const path of ['/sign-in', '/fails'])
    expect([path, await states(path)]).toEqual([path, 'unknown']);
  const host = new URL(base).host;
  expect((await checkPage(fetch, `${base}/gone`)).problem).toBe(`${host} answered 410.`);
  expect((await checkPage(fetch, `${base}/sign-in`)).problem).toBe(`${host} answered 401.`);
  expect((await checkPage(fetch, 'http://host.invalid/')).state).toBe('unknown');
});

test('private addresses are not requested', async () => {
  const fetch = createGuardedFetch(parsePrivateHosts(''), () => new Date(0));
  for (const url of [
    base,
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'http://user:x@a.example',
  ])
    expect(await checkPage(fetch, url)).toMatchObject({ url, state: 'unknown' });
});
