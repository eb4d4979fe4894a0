import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readErrorSignature, splitWords } from './index.ts';

const read = (text: string) => readErrorSignature(text)?.text;

describe('what differs from time to time is folded', () => {
  test.each([
    [
      'ERROR worker-3a lost order 4711 after 30 seconds: connection reset by peer',
      'error # lost order # after # connection reset by peer',
    ],
    [
      '2026-03-02T08:00:00.123Z pool exhausted for db-7.orders.internal:5432 (waited 1.5s)',
      '# pool exhausted for # waited #',
    ],
    [
      'Mon, 02 Mar 2026 08:00:00 GMT upstream timed out reading https://api.example.com/v2/orders/77',
      '# upstream timed out reading https # orders #',
    ],
    [
      'Consumer group 9f1c2b7e-0d5a-4c1e-9a51-0b1f3c2d4e5f stalled behind partition 12 on 10.0.3.7',
      'consumer group # stalled behind partition # on #',
    ],
    [
      'cannot open "/var/lib/orders/idx": permission denied by fe80::1ff:fe23:4567:890a',
      'cannot open # permission denied by #',
    ],
    [
      'Pod web-7f9c6d4b8-x2x4z evicted: node deadbeefcafe under memory pressure',
      'pod # evicted node # under memory pressure',
    ],
    [
      'java.lang.IllegalStateException: alias not found at Indexer.java:112',
      'java lang illegalstateexception alias not found at indexer java #',
    ],
    [
      'mail to maya@example.com bounced: mailbox quota exceeded',
      'mail to # bounced mailbox quota exceeded',
    ],
    ['消息积压超过阈值 12000 条', '消息 息积 积压 压超 超过 过阈 阈值 值 # 条'],
  ])('%s', (text, signature) => expect(read(text)).toBe(signature));

  test('but not a code that says which error it is', () => {
    expect(read('upstream answered HTTP 503 for checkout')).toBe(
      'upstream answered http 503 for checkout',
    );
    expect(read('upstream answered HTTP 404 for checkout')).not.toBe(
      read('upstream answered HTTP 503 for checkout'),
    );
    expect(read('{"msg":"payment rejected downstream","status":502}')).toContain('status 502');
    expect(read('insert failed: ORA-00942 table missing')).toBe(
      'insert failed ora 00942 table missing',
    );
  });
});

describe('nothing is read', () => {
  test.each([
    'Connection refused',
    'ERROR 12345 at 10.0.0.1',
    'it was that they did not do it for us',
    'a1 b2 c3 d4',
    '',
  ])('of too few specific words: %s', (text) => expect(readErrorSignature(text)).toBeNull());
  test('of a level below a warning', () => {
    const text = 'nightly import of orders started';
    expect(readErrorSignature(text, 'INFO')).toBeNull();
    expect(readErrorSignature(text, 'error')?.words).toEqual([
      'nightly',
      'started',
      'import',
      'orders',
    ]);
  });
});

const value = fc.oneof(
  fc.nat().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e6 }).map(String),
  fc.uuid(),
  fc.ipV4(),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((at) => at.toISOString()),
  fc.nat().map((count) => `${count}ms`),
  fc.nat().map((count) => `${count} seconds`),
  fc.nat().map((id) => `worker-${id}`),
  fc.nat().map((id) => `0x${id.toString(16)}`),
  fc.nat().map((id) => `'/var/lib/${id}/data'`),
  fc.nat().map((id) => `db-${id}.prod.internal:5432`),
);
const template = (values: readonly string[]) =>
  `pool ${values[0]} exhausted: ${values[1]}, ${values[2]} clients wait (${values[3]})`;

test('any values give the same signature, and it is part of what was logged', () =>
  fc.assert(
    fc.property(fc.array(value, { minLength: 4, maxLength: 4 }), (values) => {
      const text = template(values);
      const signature = readErrorSignature(text);
      expect(signature?.text).toBe('pool # exhausted # clients wait #');
      const words = new Set(splitWords(text).map(({ word }) => word));
      for (const word of signature?.words ?? []) expect(words).toContain(word);
    }),
  ));

test('any text is read in time: its words are of letters, at least three and in the index', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const signature = readErrorSignature(text);
      expect(readErrorSignature(text)).toEqual(signature);
      if (!signature) return;
      expect(signature.words.length).toBeGreaterThanOrEqual(3);
      const words = new Set(splitWords(text).map(({ word }) => word));
      for (const word of signature.words) {
        expect(word).toMatch(/^\p{L}+$/u);
        expect(words).toContain(word);
      }
    }),
  ));

test.each(['a-', 'a.', "'/", 'f:', '1 ', 'a@a.', 'http://', 'mon, '])(
  'a long run of %s is read in a moment',
  (part) => {
    const started = performance.now();
    readErrorSignature(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);
