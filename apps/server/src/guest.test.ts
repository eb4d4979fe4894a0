import { routes, type Route } from '@debrief/contract';
import type { Log } from '@debrief/core/context';
import { createGuestLink, revokeGuestLinks } from '@debrief/core/guest';
import { embeddedDatabase, makeIncident, testWorld, times, type World } from '@debrief/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { resolveActor } from './http/auth.ts';
import { appOn, type TestApp } from './testing/app.ts';

let world: World;
let app: TestApp;
const lines: string[] = [];
let incident: { id: string; ref: string };
beforeAll(async () => {
  world = await testWorld(await embeddedDatabase());
  const write = (fields: object, message: string) =>
    void lines.push(JSON.stringify({ fields, message }));
  const log: Log = { info: write, warn: write, error: write };
  app = await appOn(world.store, world.clock, { log });
  incident = await makeIncident(world.as(world.editor), { title: 'Quixotrope outage' });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await world.store.db.deleteFrom('sign_in_attempt').execute();
});

const day = 86_400_000;
async function createLink(name: string | null = 'Dana') {
  const subjectId = randomUUID();
  const purpose = name === null ? ('meeting' as const) : ('calibration' as const);
  const ctx = world.as(world.editor);
  const { path } = await createGuestLink(ctx, {
    incidentId: incident.id,
    purpose,
    subjectId,
    name,
  });
  return { token: path.split('#')[1] ?? '', subjectId };
}

/** A browser with its cookies. */
function createBrowser(headers: Record<string, string> = {}) {
  let cookie = '';
  return {
    cookie: () => cookie,
    async send(method: string, path: string, body?: unknown) {
      const answer = await app.send(method, path, {
        body,
        headers: { ...headers, ...(cookie && { cookie }) },
      });
      const [line] = answer.headers.getSetCookie();
      if (line) cookie = line.split(';', 1)[0] ?? '';
      const text = await answer.text();
      const read: unknown = text.startsWith('{') ? JSON.parse(text) : text;
      return { status: answer.status, line, body: read as Record<string, string> };
    },
    open(token: string, name?: string) {
      return this.send('POST', '/api/guest/open', { token, name });
    },
    view(token: string) {
      return this.send('POST', '/api/guest/view', { token });
    },
  };
}

test('a personal link opens in one browser, again there, and in no other', async () => {
  const { token } = await createLink();
  const [first, second] = [createBrowser(), createBrowser()];
  const viewed = await second.view(token);
  expect(viewed.body).toMatchObject({ purpose: 'calibration', name: 'Dana', sentBy: 'Edith' });
  expect(JSON.stringify(viewed.body)).not.toContain('Quixotrope');
  const opened = await first.open(token);
  expect(opened.status).toBe(200);
  expect(opened.line).toMatch(
    /^debrief\.guest=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect((await first.open(token)).body['link']).toBe(opened.body['link']);
  expect((await first.send('GET', `/api/guest/${opened.body['link']}`)).body).toEqual(opened.body);
  for (const answer of [await second.open(token), await second.view(token)])
    expect(answer).toMatchObject({
      status: 403,
      body: { detail: 'This link was opened in another browser. Ask Edith for a new one.' },
    });
  expect(await second.send('GET', `/api/guest/${opened.body['link']}`)).toMatchObject({
    status: 401,
  });
});

test('of two browsers that open a personal link at once, one gets it', async () => {
  const { token } = await createLink();
  const answers = await Promise.all(times(4, () => createBrowser().open(token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(3);
});

test('a link for several people gives each a session with the name they enter', async () => {
  const { token, subjectId } = await createLink(null);
  expect((await createBrowser().open(token, '  ')).status).toBe(422);
  const [ada, ben] = [createBrowser(), createBrowser()];
  const opened = await ada.open(token, 'Ada');
  expect(opened.body).toMatchObject({ purpose: 'meeting', name: 'Ada' });
  expect((await ben.open(token, 'Ben')).body['name']).toBe('Ben');
  const own = `/api/guest/${opened.body['link']}`;
  expect((await ada.send('GET', own)).body['name']).toBe('Ada');
  await revokeGuestLinks(world.as(world.editor), [subjectId]);
  expect((await ada.send('GET', own)).status).toBe(401);
  expect((await createBrowser().open(token, 'Cem')).status).toBe(403);
});

test('an expired, a replaced and an unknown link each say what to do', async () => {
  const { token, subjectId } = await createLink();
  const browser = createBrowser();
  const { body } = await browser.open(token);
  const details = async (token: string) => (await createBrowser().view(token)).body['detail'];
  const unknown = await details('A'.repeat(43));
  expect(unknown).toContain("This link doesn't work.");
  for (const malformed of ['', 'x', '%00', `${token} `])
    expect(await details(malformed)).toBe(unknown);
  world.clock.advance(31 * day);
  expect(await details(token)).toBe('This link has expired. Ask Edith for a new one.');
  expect((await browser.send('GET', `/api/guest/${body['link']}`)).status).toBe(401);
  const { path } = await createGuestLink(world.as(world.editor), {
    incidentId: incident.id,
    purpose: 'calibration',
    subjectId,
    name: 'Dana',
  });
  expect(await details(token)).toBe(
    'This link was withdrawn or replaced. Ask Edith for a new one.',
  );
  expect((await browser.open(path.split('#')[1] ?? '')).status).toBe(200);
});

test('guessing is stopped, and a page of another site opens nothing', async () => {
  const { token } = await createLink();
  const foreign = createBrowser({ origin: 'https://evil.example' });
  expect((await foreign.open(token)).status).toBe(403);
  const statuses = await Promise.all(times(32, (index) => createBrowser().view(`guess-${index}`)));
  expect(statuses.filter(({ status }) => status === 404)).toHaveLength(30);
  expect(statuses.filter(({ status }) => status === 429)).toHaveLength(2);
  expect((await createBrowser().view(token)).status).toBe(429);
});

test('a guest is anonymous on every other route and page', async () => {
  const { token } = await createLink();
  const browser = createBrowser();
  const opened = await browser.open(token);
  const everyRoute = Object.values(routes).flatMap((table) => Object.values<Route>(table));
  const closed = everyRoute.filter(({ scope }) => scope !== 'none' && scope !== 'guest');
  expect(closed.length).toBeGreaterThan(150);
  const answered: string[] = [];
  for (const route of closed) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'incident' ? incident.ref : randomUUID(),
    );
    const hasBody = route.method !== 'get' && route.method !== 'delete';
    const answer = await browser.send(route.method.toUpperCase(), path, hasBody ? {} : undefined);
    if (answer.status !== 401) answered.push(`${answer.status} ${route.method} ${path}`);
  }
  expect(answered).toEqual([]);
  // The doors that aren't in the contract ask for the actor in the same way.
  const request = new Request('http://debrief.test/', { headers: { cookie: browser.cookie() } });
  expect(await resolveActor(app.deps, request, '')).toEqual({ type: 'anonymous' });
  expect((await browser.send('GET', `/reviews/${incident.ref}`)).status).toBe(302);
  expect((await browser.send('GET', '/api/session')).body).toMatchObject({
    account: null,
    actor: null,
  });
  // A route for guests takes no account, key or operator instead.
  const own = `/api/guest/${opened.body['link']}`;
  for (const token of [app.deps.operatorToken])
    expect((await app.send('GET', own, { token })).status).toBe(401);
});

test('the secret is in no log, activity or table', async () => {
  const { token } = await createLink();
  const browser = createBrowser();
  await browser.open(token);
  await browser.send('GET', `/guest/${token}`);
  await createBrowser().open(token);
  expect(lines.length).toBeGreaterThan(3);
  const cookie = browser.cookie().split('=')[1] ?? '';
  const rows = await Promise.all(
    (['activity', 'guest_link', 'guest_session', 'sign_in_attempt'] as const).map((table) =>
      world.store.db.selectFrom(table).selectAll().execute(),
    ),
  );
  for (const text of [lines.join('\n'), JSON.stringify(rows)]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(cookie);
  }
});
