import type { Incident } from '@debrief/contract';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  openWriter,
  waitUntilSaved,
  waitUntilSynced,
  text,
  readTypedText,
  until,
  type Writer,
} from '../../testing/live-writer.ts';

let dataDir = '';
let debrief: DebriefProcess;
let incident: Incident;
let cookie = '';
const writers: Writer[] = [];

const start = () => startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'false' } });

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'debrief-live-'));
  debrief = await start();
  cookie = await cookieFrom('claim', {
    token: tokenIn(debrief.address),
    name: 'Sam',
    email: 'sam@example.org',
    password: 'correct horse battery',
  });
  incident = await debrief.client.incident.declare({ title: 'Search shows no results' });
  const blocks = [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: '|' }] }];
  await debrief.client.report.write({
    incident: incident.ref,
    sections: [{ how: 'replace', kind: 'summary', blocks }],
  });
});

afterEach(async () => {
  for (const writer of writers.splice(0)) writer.leave();
  await debrief[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

function tokenIn(address: string): string | null {
  return new URL(address).searchParams.get('token');
}

/** Signs in, with the one-time link or a password, and keeps the cookies. */
async function cookieFrom(way: 'claim' | null, body: object): Promise<string> {
  const answer = await fetch(`${debrief.origin}/api/session${way ? `/${way}` : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

/** A browser tab that is signed in, on a page of this site. */
function openTab(ownCookie: string): Writer {
  const { origin } = debrief;
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: ownCookie, origin } });
    }
  }
  const writer = openWriter(origin, { name: incident.id, token: 'session', socket: WithCookie });
  writers.push(writer);
  return writer;
}

const report = async () =>
  JSON.stringify((await debrief.client.report.read({ incident: incident.ref })).document);

/** The server's response to a connection request with this cookie from a page of this origin. */
async function upgradeFrom(origin: string | null): Promise<{ status: number; words: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; words: string }>();
  const socket = new WebSocket(`${debrief.origin.replace('http', 'ws')}/api/report/live`, {
    headers: { cookie, ...(origin && { origin }) },
  });
  socket.on('open', () => {
    socket.close();
    resolve({ status: 101, words: '' });
  });
  socket.on('unexpected-response', (_, response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, words: Buffer.concat(parts).toString() }),
    );
  });
  socket.on('error', reject);
  return promise;
}

test('accepts a page of this site; rejects a page of another site with the same cookie, with a reason', async () => {
  expect(await upgradeFrom(debrief.origin)).toEqual({ status: 101, words: '' });
  expect(await upgradeFrom(null), 'a program sends no origin').toEqual({ status: 101, words: '' });
  const { port } = new URL(debrief.origin);
  for (const other of [
    'https://evil.example',
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://127.0.0.1:${port}.evil.example`,
    'null',
  ]) {
    const { status, words } = await upgradeFrom(other);
    expect([other, status]).toEqual([other, 403]);
    expect(words).toContain('from another site');
  }
});

test('two tabs write on the embedded database; what was reported as saved survives a power failure', async () => {
  const [one, other] = [openTab(cookie), openTab(cookie)];
  await Promise.all([waitUntilSynced(one), waitUntilSynced(other)]);
  text(one.doc).insert(0, 'from one ');
  await until('the other tab to read', () => readTypedText(other).includes('from one'));
  text(other.doc).insert(text(other.doc).length, ' from the other');
  await until('the first tab to read', () => readTypedText(one).includes('from the other'));
  await Promise.all([waitUntilSaved(one), waitUntilSaved(other)]);
  expect(readTypedText(one)).toBe('from one | from the other');
  await debrief.kill();
  debrief = await start();
  expect(await report()).toContain('from one | from the other');
});

test('a disabled account is disconnected from the report within seconds, and its later changes are not saved', async () => {
  const { client } = debrief;
  const password = 'the long password of Rob';
  const { path } = await client.access.invite({
    name: 'Rob',
    email: 'rob@example.org',
    role: 'editor',
  });
  await client.access.accept({
    token: tokenIn(new URL(path, debrief.origin).href) ?? '',
    password,
  });
  const rob = openTab(await cookieFrom(null, { email: 'rob@example.org', password }));
  const sam = openTab(cookie);
  await Promise.all([waitUntilSynced(rob), waitUntilSynced(sam)]);
  text(rob.doc).insert(0, 'while allowed ');
  await waitUntilSaved(rob);
  const { items } = await client.access.accounts({});
  const account = items.find((one) => one.email === 'rob@example.org');
  expect(account).toBeDefined();
  if (account)
    await client.access.changeAccount({
      id: account.id,
      version: account.version,
      isDisabled: true,
    });
  await until('the connection to end', () => rob.closes.includes(4403), 6_000);
  await until('a refusal', () => rob.refusals.includes('not-signed-in'));
  text(rob.doc).insert(0, 'afterwards ');
  text(sam.doc).insert(0, 'still here ');
  await waitUntilSaved(sam);
  expect(readTypedText(sam)).toBe('still here while allowed |');
  expect(await report()).not.toContain('afterwards');
});
