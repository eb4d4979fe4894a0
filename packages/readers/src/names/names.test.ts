import { BSON } from 'bson';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createZip, readAll, scratch } from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

type Content = Record<string, string | Buffer>;
const zip = (name: string, content: Content) =>
  files.write(
    name,
    createZip(Object.entries(content).map(([path, bytes]) => ({ name: path, content: bytes }))),
  );
async function tar(name: string, content: Content): Promise<string> {
  for (const [path, bytes] of Object.entries(content))
    await files.write(`${name}-in/${path}`, bytes);
  execFileSync('tar', [
    '-cf',
    files.path(name),
    '-C',
    files.path(`${name}-in`),
    ...Object.keys(content),
  ]);
  return files.path(name);
}
const listWords = async (path: string) => {
  const { records, rejected } = await readAll(path);
  expect(rejected).toEqual([]);
  return records
    .map(({ stream, author, text }) => [stream.name, author?.name, author?.email, text])
    .toSorted((a, b) => ((a[3] ?? '') < (b[3] ?? '') ? -1 : 1));
};

function createRealm(name: string, user: string, padding = 0): string {
  const person = { id: 5, full_name: user, delivery_email: `${name}@example.org`, is_bot: false };
  return JSON.stringify({
    zerver_realm: [{ id: 1, string_id: name, description: '"zerver_userprofile": [{"id": 9}]' }],
    analytics: [{ nested: [{ id: 1, full_name: 'no one' }] }, 'x'.repeat(padding)],
    zerver_recipient: [
      { id: 30, type: 2, type_id: 7 },
      { id: 31, type: 1, type_id: 5 },
    ],
    zerver_userprofile: [person],
    zerver_stream: [{ id: 7, name: 'ops' }],
  });
}
const createZulipMessages = (id: number, content: string, recipient = 30) =>
  JSON.stringify({
    zerver_message: [
      { id, sender: 5, recipient, content, subject: 'db', date_sent: 1_700_000_000 },
    ],
    zerver_usermessage: [],
  });

describe('a Zulip export', () => {
  const content = {
    'z/messages-000001.json': createZulipMessages(1, 'first'),
    'z/messages-000002.json': createZulipMessages(2, 'second'),
    'z/messages-000003.json': createZulipMessages(3, 'third', 31),
    'z/realm.json': createRealm('acme', 'Mara Iwu', 400_000),
  };
  const expected = [
    ['ops', 'Mara Iwu', 'acme@example.org', 'first'],
    ['ops', 'Mara Iwu', 'acme@example.org', 'second'],
    ['Mara Iwu', 'Mara Iwu', 'acme@example.org', 'third'],
  ];

  test('has names for ids, whatever the order of its files, and one channel over all of them', async () => {
    expect(await listWords(await zip('zulip.zip', content))).toEqual(expected);
    const path = await tar('zulip.tar', content);
    expect(await listWords(path)).toEqual(expected);
    const { records } = await readAll(path);
    expect(records.map((one) => one.stream.key)).toEqual([
      'zulip:acme: 7',
      'zulip:acme: 7',
      'zulip:acme: recipient/31',
    ]);
  });

  test('stays separate from another one in the same archive', async () => {
    const two = {
      'a/messages-000001.json': createZulipMessages(1, 'at a'),
      'a/realm.json': createRealm('acme', 'Mara Iwu'),
      'b/messages-000001.json': createZulipMessages(1, 'at b'),
      'b/realm.json': createRealm('beta', 'Bo Ek'),
      'notes.txt': 'no names here\n2026-03-02 08:00 Ada: hi\n2026-03-02 08:01 Bo: yes\n',
    };
    const { records } = await readAll(await zip('two.zip', two));
    const messages = records.filter((one) => one.text.startsWith('at'));
    expect(messages.map((one) => [one.stream.key, one.author?.key, one.author?.name])).toEqual([
      ['zulip:acme: 7', 'zulip:acme: 5', 'Mara Iwu'],
      ['zulip:beta: 7', 'zulip:beta: 5', 'Bo Ek'],
    ]);
  });
});

describe('a dump of Rocket.Chat', () => {
  const at = new Date('2024-03-13T14:02:11Z');
  const serialize = (...documents: object[]) =>
    Buffer.concat(documents.map((one) => Buffer.from(BSON.serialize(one))));
  const message = (msg: string, rid: string, more = {}) => ({
    _id: `m-${msg}`,
    rid,
    msg,
    ts: at,
    u: { _id: 'u1', username: 'mara' },
    ...more,
  });
  const users = serialize({
    _id: 'u1',
    username: 'mara',
    name: 'Mara Iwu',
    emails: [{ address: 'mara@example.org' }],
    services: { password: { bcrypt: 'SECRET-HASH' } },
  });
  const messages = serialize(
    message('one', 'r1', { reactions: { ':eyes:': { usernames: ['mara', 'bo'] } } }),
    message('two', 'r2'),
  );
  const rooms = serialize(
    { _id: 'r1', t: 'c', name: 'ops', msgs: 1, usersCount: 2 },
    { _id: 'r2', t: 'd', usernames: ['mara', 'bo'], msgs: 1 },
  );
  const expected = [
    ['ops', 'Mara Iwu', 'mara@example.org', 'one'],
    ['Mara Iwu, bo', 'Mara Iwu', 'mara@example.org', 'two'],
  ];

  test('has names in any order of its collections, and nothing of the others', async () => {
    const dump = {
      'rocketchat/rocketchat_message.bson': messages,
      'rocketchat/rocketchat_message.metadata.json': '{"options":{}}',
      'rocketchat/rocketchat_room.bson': rooms,
      'rocketchat/rocketchat_settings.bson': serialize({ _id: 'key', value: 'SECRET-HASH' }),
      'rocketchat/users.bson': users,
    };
    const { records, rejected, reads } = await readAll(await tar('dump.tar', dump));
    expect(rejected.map((one) => one.reason)).toEqual(['Not read: 2 other collections.']);
    expect(JSON.stringify(reads)).not.toContain('SECRET');
    expect(records.map((one) => one.occurredAt)).toEqual([at, at]);
    expect(records.map((one) => [one.stream.name, one.author?.name])).toEqual(
      expected.map(([stream, author]) => [stream, author]),
    );
    expect(records[0]?.reactions).toMatchObject([
      { name: 'eyes', by: [{ key: 'u1', name: 'Mara Iwu' }, { key: 'bo' }] },
    ]);
    expect(Buffer.from(records[1]?.payload ?? '')).toEqual(
      messages.subarray(-BSON.serialize(message('two', 'r2')).length),
    );
  });

  test('is the same compressed, and as JSON', async () => {
    const packed = {
      'rocketchat_message.bson.gz': gzipSync(messages),
      'users.bson.gz': gzipSync(users),
      'rocketchat_room.bson.gz': gzipSync(rooms),
    };
    expect(await listWords(await zip('packed.zip', packed))).toEqual(expected);
    const toLines = (bytes: Buffer) => {
      const lines: string[] = [];
      for (let from = 0; from < bytes.length; from += bytes.readInt32LE(from))
        lines.push(
          BSON.EJSON.stringify(
            BSON.deserialize(bytes.subarray(from, from + bytes.readInt32LE(from))),
          ),
        );
      return `${lines.join('\n')}\n`;
    };
    const json = {
      'rocketchat_message.json': toLines(messages),
      'rocketchat_room.json': toLines(rooms),
      'users.json': toLines(users),
    };
    expect(await listWords(await zip('json.zip', json))).toEqual(expected);
  });
});
