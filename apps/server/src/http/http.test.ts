import { createApiKey, revokeApiKey } from '@debrief/core/account';
import { DomainError, Problem, SessionView } from '@debrief/contract';
import type { Log } from '@debrief/core/context';
import {
  importFile,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
  embeddedDatabase,
} from '@debrief/testkit';
import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { toProblem } from './problem.ts';
import { appOn, operatorToken, createToken, type TestApp } from '../testing/app.ts';
import { listen } from '../testing/listen.ts';

let world: World;
let app: TestApp;
let logged: { fields: Record<string, unknown>; message: string }[];
const log: Log = {
  info: () => {},
  warn: (fields, message) => void logged.push({ fields, message }),
  error: (fields, message) => void logged.push({ fields, message }),
};
beforeEach(async () => {
  logged = [];
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock, { flags: { maxUploadMb: 1 }, log });
});
afterEach(() => app[Symbol.asyncDispose]());

const token = operatorToken;
async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  return problem;
}

describe('an error response', () => {
  test('names every problem with its place and the request id', async () => {
    const response = await app.send('POST', '/api/incidents', {
      token,
      body: { title: '', zone: 'Mars/Base', severity: 'SEV-9' },
      headers: { 'x-request-id': 'my-request' },
    });
    expect(response.status).toBe(422);
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ code: 'invalid', requestId: 'my-request' });
    expect(problem.issues?.map((issue) => issue.at).toSorted()).toEqual([
      'severity',
      'title',
      'zone',
    ]);
  });

  test('generates a request id if the sender sends none or an invalid one', async () => {
    const [plain, strange] = [
      await app.send('GET', '/api/session'),
      await app.send('GET', '/api/session', { headers: { 'x-request-id': 'a b<script>' } }),
    ];
    for (const response of [plain, strange])
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('hides internals of an unknown error, which the log contains', async () => {
    const broken = new Proxy(world.store.db, {
      get(db, name) {
        if (name === 'selectFrom') throw new Error('the password is hunter2');
        const value: unknown = Reflect.get(db, name);
        return value;
      },
    });
    const other = await appOn({ ...world.store, db: broken }, world.clock, { log });
    const response = await other.send('GET', '/api/incidents', { token });
    const text = await response.clone().text();
    expect(await problemIn(response)).toMatchObject({ code: 'unexpected', status: 500 });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('at ');
    expect(logged).toMatchObject([
      { message: 'a request failed', fields: { requestId: response.headers.get('x-request-id') } },
    ]);
    await other[Symbol.asyncDispose]();
  });

  test('contains the current state on a conflict', async () => {
    const { ref } = await makeIncident(world.as(world.editor));
    const change = (title: string) =>
      app.send('PATCH', `/api/incidents/${ref}`, { token, body: { version: 1, title } });
    expect((await change('theirs')).status).toBe(200);
    expect(await problemIn(await change('mine'))).toMatchObject({
      code: 'conflict',
      status: 409,
      current: { title: 'theirs', version: 2 },
    });
  });

  test('says what to do about text and times that cannot be stored', async () => {
    const { incident } = await makeRecord(world.as(world.editor), ['one']);
    const { ref } = incident;
    const nul = await app.send('POST', '/api/incidents', { token, body: { title: 'a\0b' } });
    expect(await problemIn(nul)).toMatchObject({ code: 'invalid' });
    expect(
      await problemIn(await app.send('GET', '/api/incidents?text=%00', { token })),
    ).toMatchObject({ code: 'invalid' });
    const half = await app.send('POST', '/api/incidents', {
      token,
      body: '{"title":"half \\ud800 a character"}',
    });
    expect(half.status).toBe(201);
    for (const query of [
      'cursor=9999999999999999.00000000-0000-0000-0000-000000000000',
      'cursor=x',
      'at=yesterday',
      'at=0000-01-01T00:00:00Z',
      'limit=0',
      'limit=many',
      'stream=x',
      'item=1',
    ]) {
      const response = await app.send('GET', `/api/incidents/${ref}/record?${query}`, { token });
      expect({ query, status: response.status }).toEqual({ query, status: 422 });
    }
    expect(logged).toEqual([]);
  });
});

describe('a request body', () => {
  test('is rejected if it is not a JSON object, or larger than 2 MB', async () => {
    for (const body of ['{"title":', '[1]', 'null', '"x"'])
      expect(
        await problemIn(await app.send('POST', '/api/incidents', { token, body })),
      ).toMatchObject({ code: 'invalid' });
    const large = JSON.stringify({ title: 'x', summary: 'y'.repeat(2_000_000) });
    expect(
      await problemIn(await app.send('POST', '/api/incidents', { token, body: large })),
    ).toMatchObject({ code: 'too-large', status: 413 });
    expect(
      await problemIn(
        await app.send('POST', '/api/incidents', {
          token,
          body: '{}',
          headers: { 'content-length': '3000000' },
        }),
      ),
    ).toMatchObject({
      code: 'too-large',
    });
  });

  test('is rejected if larger than the limit, whatever its declared length, and leaves no file', async () => {
    const { ref } = await makeIncident(world.as(world.editor));
    const path = `/api/imports?incident=${ref}&name=big.jsonl`;
    const large = new Blob(['x'.repeat(1_000_001)]);
    expect(await problemIn(await app.send('POST', path, { token, body: large }))).toMatchObject({
      code: 'too-large',
    });
    expect(
      await problemIn(
        await app.send('POST', path, {
          token,
          body: new Blob(['x']),
          headers: { 'content-length': '99999999' },
        }),
      ),
    ).toMatchObject({
      code: 'too-large',
    });
    expect(await readdir(`${app.deps.config.data}/uploads`)).toEqual([]);
    expect(
      await (await app.send('GET', `/api/imports?incident=${ref}`, { token })).json(),
    ).toMatchObject({ items: [] });
  });

  test('imports nothing if it is interrupted', async () => {
    const { ref } = await makeIncident(world.as(world.editor));
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(messages(['one'])));
        controller.error(new Error('gone'));
      },
    });
    // Node requires this option for a response before the end of the body; the types of requests
    // lack it.
    const sent = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { authorization: `Bearer ${token}` },
    };
    const request = new Request(
      `http://debrief.test/api/imports?incident=${ref}&name=a.jsonl`,
      sent,
    );
    expect(await problemIn(await app.app.fetch(request))).toMatchObject({ code: 'bad-file' });
    expect(
      await (await app.send('GET', `/api/imports?incident=${ref}`, { token })).json(),
    ).toMatchObject({ items: [] });
  });

  test('is imported as a file with its query, and deleted', async () => {
    const { ref } = await makeIncident(world.as(world.editor));
    const begun = await app.send('POST', `/api/imports?incident=${ref}&name=a.jsonl`, {
      token,
      body: messages(['one', 'two']),
    });
    expect(begun.status).toBe(202);
    expect(await begun.json()).toMatchObject({
      state: 'running',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    const imports = async () =>
      (await app.send('GET', `/api/imports?incident=${ref}`, { token })).text();
    while ((await imports()).includes('"running"')) await pause(10);
    expect(JSON.parse(await imports())).toMatchObject({
      items: [{ state: 'done', read: 2, imported: 2 }],
    });
    await app.deps.jobs.stop();
    expect(await readdir(`${app.deps.config.data}/uploads`)).toEqual([]);
  });
});

describe('authentication', () => {
  const enter = async () => {
    const invited = await app.send('POST', '/api/accounts', {
      token,
      body: { name: 'Nina', email: 'nina@example.org', role: 'editor' },
    });
    const { path } = (await invited.json()) as { path: string };
    const accepted = await app.send('POST', '/api/invitations/accept', {
      body: { token: path.split('token=')[1], password: 'correct horse battery' },
    });
    expect(await accepted.json()).toMatchObject({
      account: { name: 'Nina' },
      needsAdmin: true,
      can: { declareIncident: true, manageAccounts: false },
    });
    return accepted.headers.getSetCookie();
  };

  test('a session can write only from pages of this site', async () => {
    const cookies = await enter();
    expect(cookies[0]).toMatch(/HttpOnly/i);
    expect(cookies[0]).toMatch(/SameSite=Lax/i);
    const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
    const declare = (headers: Record<string, string>) =>
      app.send('POST', '/api/incidents', {
        body: { title: 'x' },
        headers: { cookie, host: 'debrief.test', ...headers },
      });
    expect((await declare({ origin: 'http://debrief.test' })).status).toBe(201);
    for (const origin of [
      'http://evil.test',
      'http://debrief.test.evil.test',
      'null',
      'http://debrief.test:81',
    ]) {
      expect(await problemIn(await declare({ origin }))).toMatchObject({
        code: 'forbidden',
        detail: expect.stringContaining(`another site (${origin})`),
      });
    }
    expect(
      (await app.send('GET', '/api/incidents', { headers: { cookie, origin: 'http://evil.test' } }))
        .status,
    ).toBe(200);
    const left = await app.send('DELETE', '/api/session', {
      headers: { cookie, host: 'debrief.test' },
    });
    expect(left.status).toBe(204);
    expect((await app.send('GET', '/api/incidents', { headers: { cookie } })).status).toBe(401);
  });

  test('an unknown key is rejected, and a missing scope is named', async () => {
    expect(
      await problemIn(await app.send('GET', '/api/incidents', { token: 'dbf_unknown' })),
    ).toMatchObject({ code: 'not-signed-in' });
    const made = await app.send('POST', '/api/keys', {
      token: await createToken(world.as(world.editor)),
      body: { name: 'x', scopes: ['read'] },
    });
    expect(await problemIn(made)).toMatchObject({ code: 'forbidden' });
    expect(await problemIn(await app.send('GET', '/api/incidents'))).toMatchObject({
      code: 'not-signed-in',
      status: 401,
    });
  });

  test('a response is never cached or framed by another site', async () => {
    const response = await app.send('GET', '/api/incidents', { token });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('routing', () => {
  test('answers probes; ready only while the database is', async () => {
    expect(await (await app.send('GET', '/api/health')).json()).toEqual({ status: 'ok' });
    expect((await app.send('GET', '/api/ready')).status).toBe(200);
    const gone = await appOn({ ...world.store, isReady: async () => false }, world.clock);
    expect(await problemIn(await gone.send('GET', '/api/ready'))).toMatchObject({
      code: 'unavailable',
      status: 503,
    });
    expect((await gone.send('GET', '/api/health')).status).toBe(200);
    await gone[Symbol.asyncDispose]();
  });

  test('returns not found for unknown routes and methods, as JSON below /api', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['PUT', '/api/incidents'],
      ['GET', '/api/'],
      ['POST', '/api/%E0%A4%A'],
      ['GET', '/api/incidents/INC-1/../../x'],
    ] as const) {
      const response = await app.send(method, path, { token });
      expect({ path, status: response.status }).toEqual({ path, status: 404 });
    }
    expect(await problemIn(await app.send('GET', '/api/nothing'))).toMatchObject({
      code: 'not-found',
    });
  });

  test.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..\\..\\package.json',
    '/%00.js',
    '/%E0%A4%A',
    '/%',
    '/api/docs/constructor',
    '/api/docs/..%2fpackage.json',
    '/....//package.json',
  ])('serves no file outside the built pages: %s', async (path) => {
    const response = await app.send('GET', path);
    const text = await response.text();
    expect(response.status).not.toBe(500);
    expect(text).not.toContain('"name":');
    expect(logged).toEqual([]);
  });

  test('answers HEAD like GET, without a body', async () => {
    for (const path of ['/api/health', '/api/openapi.json', '/']) {
      const [head, get] = [await app.send('HEAD', path), await app.send('GET', path)];
      expect(head.status).toBe(get.status);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
      expect(await head.text()).toBe('');
    }
  });

  test('serves the API page without network access', async () => {
    const page = await (await app.send('GET', '/api/docs')).text();
    const used = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(used.length).toBeGreaterThan(1);
    for (const path of used) {
      expect(path).toMatch(/^\//);
      expect((await app.send('GET', path)).status).toBe(200);
    }
    expect(page).not.toMatch(/<script>/);
  });

  test("a download's file name cannot be injected into", async () => {
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const account = await importFile(ctx, incident, {
      text: `${messages(['one'])}{"text":"=HYPERLINK(1)"}\n`,
    });
    const response = await app.send('GET', `/api/imports/${account.id}/rejections.csv`, { token });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(await response.text()).toContain('place,reason,excerpt');
  });
});

describe('live updates', () => {
  const idsIn = (text: string) =>
    [...text.matchAll(/^id: (\d+)\nevent: activity/gm)].map((match) => match[1]);

  test('resume after the last received event and miss nothing', async () => {
    const ctx = world.as(world.editor);
    const first = await listen(app, token);
    await first.until('event: ready');
    await makeIncident(ctx, { title: 'while listening' });
    const text = await first.until('while listening');
    await first.stop();
    await makeIncident(ctx, { title: 'in between, one' });
    await makeIncident(ctx, { title: 'in between, two' });
    const last = idsIn(text).at(-1) ?? '';
    const second = await listen(app, token, { 'last-event-id': last });
    const later = await second.until('in between, two');
    await second.stop();
    expect(later).toContain('in between, one');
    expect(later).not.toContain('while listening');
    expect(idsIn(later)).toHaveLength(2);
  });

  test('continue from what the session named as newest, before the stream was opened', async () => {
    const ctx = world.as(world.editor);
    await makeIncident(ctx, { title: 'read by the page' });
    const session = SessionView.parse(
      await (await app.send('GET', '/api/session', { token })).json(),
    );
    await makeIncident(ctx, { title: 'made after the page was read' });
    const after = session.newestActivityId ?? '';
    const listener = await listen(app, token, {}, `?after=${after}`);
    const text = await listener.until('made after the page was read');
    await listener.stop();
    expect(text).not.toContain('read by the page');
    expect((await app.send('GET', '/api/live?after=now', { token })).status).toBe(422);
    const stranger = SessionView.parse(await (await app.send('GET', '/api/session')).json());
    expect(stranger.newestActivityId).toBeNull();
  });

  test('end for a listener that lost access before the next event', async () => {
    const ctx = world.as(world.editor);
    const made = await app.send('POST', '/api/keys', {
      token,
      body: { name: 'x', scopes: ['read'] },
    });
    expect(made.status).toBe(403);
    const key = await createApiKey(ctx, { name: 'live', scopes: ['read'] });
    const listener = await listen(app, key.key);
    await listener.until('event: ready');
    await revokeApiKey(ctx, { id: key.id });
    await makeIncident(ctx, { title: 'not for them' });
    await listener.until('never');
    expect(listener.heard).toMatchObject({ isOver: true });
    expect(listener.heard.text).not.toContain('not for them');
    expect(logged).toEqual([]);
  });

  test('are not started by a HEAD request', async () => {
    let waits = 0;
    const { live } = app.deps;
    const counting = {
      ...app.deps,
      live: {
        ...live,
        wait: (...given: Parameters<typeof live.wait>) => ((waits += 1), live.wait(...given)),
      },
    };
    const response = await createApp(counting).request('/api/live', {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect({ status: response.status, waits }).toEqual({ status: 200, waits: 0 });
  });

  test('end when the process stops serving', async () => {
    const listener = await listen(app, token);
    await listener.until('event: ready');
    app.deps.live.end();
    await listener.until('never');
    expect(listener.heard.isOver).toBe(true);
  });

  test('of one incident contain only that one', async () => {
    const ctx = world.as(world.editor);
    const { incident } = await makeRecord(ctx, ['one']);
    const response = await app.send('GET', '/api/live?incident=INC-99', { token });
    expect(await problemIn(response)).toMatchObject({ code: 'not-found' });
    expect(incident.ref).toBe('INC-1');
  });
});

test('a full disk and a lost database are distinguished from other failures', () => {
  const createError = (code: string) => Object.assign(new Error('inner words'), { code });
  expect(toProblem(createError('ENOSPC'), 'r')).toMatchObject({
    code: 'storage-full',
    status: 507,
  });
  expect(toProblem(createError('53100'), 'r')).toMatchObject({ code: 'storage-full' });
  expect(toProblem(createError('ECONNREFUSED'), 'r')).toMatchObject({
    code: 'unavailable',
    status: 503,
  });
  expect(toProblem(createError('57P01'), 'r')).toMatchObject({ code: 'unavailable' });
  expect(toProblem(new DomainError('conflict', 'said'), 'r')).toMatchObject({
    code: 'conflict',
    detail: 'said',
  });
  expect(JSON.stringify(toProblem(createError('XX000'), 'r'))).not.toContain('inner words');
});
