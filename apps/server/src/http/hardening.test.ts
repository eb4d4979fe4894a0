import { acceptInvitation, inviteAccount } from '@debrief/core/account';
import { testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appOn, operatorToken, createToken, type TestApp } from '../testing/app.ts';
import { listen } from '../testing/listen.ts';

const password = 'correct horse battery';
let world: World;
let app: TestApp;
beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock, { flags: { publicUrl: 'https://debrief.test' } });
  const { path } = await inviteAccount(world.as(world.admin), {
    name: 'Nina',
    email: 'nina@example.org',
    role: 'editor',
  });
  const token = path.split('token=')[1] ?? '';
  await acceptInvitation(world.as(world.anonymous), { token, password });
});
afterEach(() => app[Symbol.asyncDispose]());

const signIn = (headers: Record<string, string> = {}) =>
  app.send('POST', '/api/session', { body: { email: 'nina@example.org', password }, headers });

test("another site's form cannot sign a visitor in", async () => {
  const text = JSON.stringify({ email: 'nina@example.org', password });
  const form = { 'content-type': 'text/plain' };
  const attacks: Record<string, string>[] = [
    { ...form, origin: 'https://evil.example' },
    { origin: 'http://debrief.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    form,
  ];
  for (const path of [
    '/api/session',
    '/api/session/claim',
    '/api/invitations/accept',
    '/api/invitations/view',
  ])
    for (const headers of attacks) {
      const answer = await app.send('POST', path, {
        body: text,
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect([403, 422]).toContain(answer.status);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  expect((await signIn({ origin: 'https://debrief.test' })).status).toBe(200);
});

test('a sign-in is not cached, and its cookies are only for this host over HTTPS', async () => {
  const answer = await signIn();
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((line) => line.split('=', 1)[0])).toEqual([
    '__Host-debrief.session_token',
    '__Host-debrief.device',
  ]);
  for (const line of cookies) expect(line).toMatch(/Path=\/; .*HttpOnly.*|HttpOnly.*Path=\//);
  for (const line of cookies) expect(line).toMatch(/Secure/);
});

test('every response has the security headers', async () => {
  for (const path of ['/', '/api/session', '/api/nothing']) {
    const { headers } = await app.send('GET', path);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  }
});

test('generates the API description once', async () => {
  const measureCpu = async (times: number, path: string) => {
    const before = process.cpuUsage();
    for (let asked = 0; asked < times; asked += 1) await app.send('GET', path);
    return process.cpuUsage(before).user;
  };
  const first = await measureCpu(1, '/api/openapi.json');
  const later = (await measureCpu(50, '/api/openapi.json')) / 50;
  expect(later).toBeLessThan(first / 2);
});

test('an invalid link costs no password hash, and a flood of sign-ins is rejected early', async () => {
  const links = await Promise.all(
    Array.from({ length: 100 }, () =>
      app.send('POST', '/api/invitations/accept', { body: { token: 'x', password } }),
    ),
  );
  expect(new Set(links.map((one) => one.status))).toEqual(new Set([403]));
  const flood = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      app.send('POST', '/api/session', {
        body: { email: `x${at}@example.org`, password },
        headers: { 'x-forwarded-for': `192.0.2.${at}` },
      }),
    ),
  );
  expect(flood.filter((one) => one.status === 429).length).toBeGreaterThan(50);
});

test('rejects JSON that is nested too deeply, and numbers and times that cannot be stored', async () => {
  const send = (path: string, body: string) =>
    app.send('POST', path, { token: operatorToken, body });
  const deep = `{"title":${'['.repeat(1_000)}${']'.repeat(1_000)}}`;
  expect((await send('/api/incidents', deep)).status).toBe(422);
  expect((await send('/api/incidents', '{"title":"one"}')).status).toBe(201);
  const change = { version: 2 ** 40, title: 'two' };
  const answer = await app.send('PATCH', '/api/incidents/INC-1', {
    token: operatorToken,
    body: change,
  });
  expect(answer.status).toBe(422);
  for (const path of [
    `/api/incidents/INC-1/record?from=9999-12-31T23:59:59-18:00`,
    `/api/accounts?cursor=${'-'.repeat(36)}`,
    `/api/incidents/INC-1/imports?cursor=${'-'.repeat(36)}`,
    '/api/activity?cursor=99999999999999999999',
    `/api/incidents/${'a'.repeat(8)}-${'-'.repeat(27)}`,
  ])
    expect((await app.send('GET', path, { token: operatorToken })).status).toBeLessThan(500);
});

test('limits an account to twenty live connections', async () => {
  const key = await createToken(world.as(world.editor));
  const listeners = [];
  for (let at = 0; at < 20; at += 1) listeners.push(await listen(app, key));
  expect((await app.send('GET', '/api/live', { token: key })).status).toBe(429);
  for (const listener of listeners) await listener.stop();
  const again = await listen(app, key);
  await again.stop();
});
