import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';

const desk = standingDesk();
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test.each([['/incidents/INC-1/inquiry?new=decision#top', '/incidents/INC-1/investigation']])(
  'the URL %s of an earlier version leads to its page',
  async (old, current) => {
    const page = await desk().page();
    await page.goto(old);
    await expect.poll(() => new URL(page.url()).pathname).toBe(current);
    expect(new URL(page.url()).search).toContain('new=decision');
    expect(new URL(page.url()).hash).toBe('#top');
  },
);

test('an unknown address says so, and keeps the navigation', async () => {
  const page = await desk().page();
  await page.goto('/no-page');
  await page.getByText('Page not found').waitFor();
  await page
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('link', { name: 'Library' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
});

test('an asset is the same from disk and from memory, compressed or not, in full or in part', async () => {
  const { origin } = desk().debrief;
  const page = await (await fetch(origin)).text();
  const path = /\/assets\/[\w.-]+\.js/.exec(page)?.[0] ?? '';
  const ask = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(`${origin}${path}`, { method, headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { 'x-request-id': _, date: __, ...shown } = Object.fromEntries(response.headers);
    return { status: response.status, headers: shown, size: bytes.length, hash: hash(bytes) };
  };
  const [plain, packed] = [{ 'accept-encoding': 'identity' }, { 'accept-encoding': 'br' }];
  const first = [await ask(plain), await ask(packed)];
  expect([await ask(plain), await ask(packed)]).toEqual(first);
  expect(first[0]?.hash).toBe(first[1]?.hash);
  expect(first.map((one) => one.headers['content-encoding'])).toEqual([undefined, 'br']);
  expect(first[1]?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(await ask({ ...plain, range: 'bytes=0-9' })).toMatchObject({ status: 206, size: 10 });
  expect(await ask(plain, 'HEAD')).toMatchObject({ status: 200, size: 0 });
  expect((await fetch(`${origin}/assets/missing.js`)).status).toBe(404);
});
