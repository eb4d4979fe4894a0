import { expect, test } from 'vitest';
import type { Read } from '../source.ts';
import { generic } from './generic.ts';
import { findInboundSource } from './sources.ts';

const stream = { key: 'e', name: 'Deploy bot' };
const parse = (text: string | Uint8Array) =>
  generic.parse(typeof text === 'string' ? new TextEncoder().encode(text) : text, stream);
const records = (reads: Read[]) =>
  reads.flatMap((read) => (read.type === 'record' ? [read.record] : []));
const reasons = (reads: Read[]) =>
  reads.flatMap((read) => (read.type === 'rejected' ? [`${read.place}: ${read.reason}`] : []));

const deploy = {
  id: 'd-1',
  time: '2026-03-02T08:00:00+01:00',
  text: 'Deploy 41 is out',
  actor: 'deploy-bot',
  kind: 'change',
  region: 'eu',
};

test('one record, with its own id, time, actor, kind and other fields', () => {
  const [record] = records(parse(JSON.stringify(deploy)));
  expect(record).toMatchObject({
    key: 'd-1',
    kind: 'change',
    text: 'Deploy 41 is out',
    stream,
    author: { name: 'deploy-bot', isBot: true },
    details: { fields: { region: 'eu' } },
    payload: JSON.stringify(deploy),
  });
  expect(record?.occurredAt.toISOString()).toBe('2026-03-02T07:00:00.000Z');
});

test('reads a list; a record without a kind is a note, and one without an id is identified by its content', () => {
  const found = records(parse(JSON.stringify([deploy, { time: '2026-03-02T08:00Z', text: 'x' }])));
  expect(found.map(({ key, kind, author }) => [key, kind, author?.name ?? null])).toEqual([
    ['d-1', 'change', 'deploy-bot'],
    [null, 'note', null],
  ]);
});

test('rejects what cannot be read with its reason, and reads the rest', () => {
  const reads = parse(`[{"text":"no time"}, 7, {"time":"soon"}, ${JSON.stringify(deploy)}, {"ti`);
  expect(records(reads)).toHaveLength(1);
  expect(reasons(reads)).toEqual([
    'record 1: It has no "time", such as "2026-03-02T08:00:00Z".',
    'record 2: A record must be an object, as in {"at": …, "text": …}.',
    'record 3: "time" is "soon". Send "2026-03-02T08:00:00Z".',
    expect.stringContaining('record 5: '),
  ]);
});

test.each(['', '  ', '[]'])('%j contains no records', (text) => {
  expect(() => parse(text)).toThrow('There are no records in the body.');
});

test('handles binary data and deep nesting', () => {
  for (const body of [Uint8Array.from([0xff, 0, 0xfe]), 'down since 10:02, who is on it?', '7'])
    expect(() => parse(body)).toThrow('The body is not a JSON object or list.');
  expect(records(parse('['.repeat(100_000)))).toEqual([]);
});

test("uses the sender's own id of the delivery", () => {
  const ask = (headers: Record<string, string>) =>
    generic.verify({
      headers: new Headers(headers),
      body: new Uint8Array(),
      secrets: [],
      token: '',
      now: new Date(0),
    });
  expect(ask({ 'Idempotency-Key': 'a' })).toBe('a');
  expect(ask({ 'X-Delivery-Id': 'b' })).toBe('b');
  expect(ask({})).toBeNull();
});

test('finds a source only by its own name', () => {
  expect(findInboundSource('generic')).toBe(generic);
  for (const name of ['', 'Generic', 'constructor']) expect(findInboundSource(name)).toBeNull();
});
