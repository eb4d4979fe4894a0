import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebPeer, type WebPeer } from '../testing/web-peer.ts';
import { openConnections, type ConnectionApp } from './connection-app.fixture.ts';

let made: ConnectionApp;
let peer: WebPeer;
let answer: { status: number; body: string; headers: Record<string, string> };
beforeEach(async () => {
  made = await openConnections();
  answer = { status: 200, body: atom(entry(1)), headers: { etag: '"1"' } };
  peer = await openWebPeer((request, response) => {
    const { status, body, headers } = answer;
    const isKnown =
      status === 200 &&
      headers['etag'] !== undefined &&
      request.headers['if-none-match'] === headers['etag'];
    response.writeHead(isKnown ? 304 : status, headers).end(isKnown ? '' : body);
  });
});
afterEach(async () => {
  await made[Symbol.asyncDispose]();
  await peer[Symbol.asyncDispose]();
});

const entry = (number: number, title = `Entry ${number}`) =>
  `<entry><id>tag:x,2026:${number}</id><title>${title}</title><published>2026-03-0${number}T08:00:00Z</published></entry>`;
const atom = (...entries: string[]) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Status</title><updated>${Math.random()}</updated>${entries.join('')}</feed>`;
const settings = () => ({
  kind: 'feed' as const,
  url: `${peer.origin}/history.atom`,
  everyMinutes: 15,
});

test('entries are added once with their own time, and an unchanged feed adds nothing', async () => {
  const { id } = await made.create(settings(), { token: 'word' });
  const first = await made.asked(id);
  expect(first.problem).toBeNull();
  expect(await made.items(1)).toMatchObject([
    { text: 'Entry 1', kind: 'note', occurredAt: '2026-03-01T08:00:00.000Z' },
  ]);
  expect(peer.asked[0]?.headers.authorization).toBe('Bearer word');
  await made.act(id, 'pull');
  const second = await made.asked(id, first.askedAt);
  expect(peer.asked[1]?.headers['if-none-match']).toBe('"1"');
  // Another time of the answer, the same entries.
  answer = { ...answer, body: atom(entry(1)), headers: { etag: '"2"' } };
  await made.act(id, 'pull');
  const third = await made.asked(id, second.askedAt);
  expect(third.perHour.at(-1)).toBe(1);
  answer = { ...answer, body: atom(entry(2), entry(1)), headers: { etag: '"3"' } };
  await made.act(id, 'pull');
  expect((await made.items(2)).map(({ text }) => text)).toEqual(['Entry 1', 'Entry 2']);
  const fourth = await made.asked(id, third.askedAt);
  expect(fourth.perHour.at(-1)).toBe(2);
});

test('an entry that is changed is a revision', async () => {
  const { id } = await made.create(settings());
  const { askedAt } = await made.asked(id);
  await made.items(1);
  answer = { ...answer, body: atom(entry(1, 'It is over')), headers: { etag: '"2"' } };
  await made.act(id, 'pull');
  await made.asked(id, askedAt);
  for (;;) {
    const [item] = await made.items(1);
    if (item?.revision !== 2) continue;
    expect(item.text).toBe('It is over');
    return;
  }
});

test('a wrong address shows its problem, and continues when it is fixed', async () => {
  answer = { status: 404, body: '', headers: {} };
  const { id } = await made.create(settings());
  const failed = await made.asked(id);
  expect(failed.problem).toBe(`${new URL(peer.origin).host} answered 404. Check the address.`);
  answer = { status: 200, body: '<html>Sign in</html>', headers: {} };
  await made.act(id, 'pull');
  const page = await made.asked(id, failed.askedAt);
  expect(page.problem).toBe('The answer is not an Atom or RSS feed.');
  expect(page.notUnderstood).toBe(0);
  answer = { status: 429, body: '', headers: { 'retry-after': '7200' } };
  await made.act(id, 'pull');
  const limited = await made.asked(id, page.askedAt);
  const waitMs = Date.parse(limited.nextAt ?? '') - Date.parse(limited.askedAt ?? '');
  expect(Math.round(waitMs / 1000)).toBe(7200);
  answer = { status: 200, body: atom(entry(1)), headers: {} };
  await made.change(id, { settings: { ...settings(), url: `${peer.origin}/fixed.atom` } });
  expect((await made.items(1))[0]?.text).toBe('Entry 1');
  expect((await made.asked(id, limited.askedAt)).problem).toBeNull();
});
