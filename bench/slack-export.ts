import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { pick, createRandom } from './random.ts';

/** The content of a generated export, in Slack's format, one file per channel and day. */
export interface ExportShape {
  messages: number;
  channels?: number;
  users?: number;
  messagesPerDay?: number;
}

const words =
  'the broker is fine but latency on search went up again after deploy of index tooling rollback now customers report no results alias points to old index checking dashboards ack paging team queue depth grows retry worker node disk memory p99 error rate since config change reverted looks better monitoring'.split(
    ' ',
  );
const beginsAt = Date.UTC(2025, 0, 6, 8) / 1000;

/**
 * Writes an unpacked Slack export into the folder; returns its size in bytes. The same shape gives
 * the same export, byte for byte.
 */
export async function writeSlackExport(folder: string, shape: ExportShape): Promise<number> {
  const { messages, channels = 8, users = 60, messagesPerDay = 2_000 } = shape;
  const random = createRandom(messages);
  const people = Array.from({ length: users }, (_, index) => `U${String(index).padStart(8, '0')}`);
  const names = Array.from({ length: channels }, (_, index) => `inc-channel-${index}`);
  await mkdir(folder, { recursive: true });
  let bytes = await write(join(folder, 'users.json'), people.map(user));
  bytes += await write(
    join(folder, 'channels.json'),
    names.map((name, index) => ({
      id: `C${String(index).padStart(8, '0')}`,
      name,
      created: beginsAt,
      creator: people[0],
      is_archived: false,
      members: people,
    })),
  );
  for (const name of names) await mkdir(join(folder, name), { recursive: true });
  for (let written = 0, day = 0; written < messages; day += 1) {
    for (const name of names) {
      const count = Math.min(Math.ceil(messagesPerDay / channels), messages - written);
      if (count <= 0) break;
      bytes += await writeDay(
        join(folder, name, `${dayName(day)}.json`),
        day,
        count,
        written,
        random,
        people,
      );
      written += count;
    }
  }
  return bytes;
}

async function writeDay(
  path: string,
  day: number,
  count: number,
  before: number,
  random: () => number,
  people: string[],
): Promise<number> {
  const stream = createWriteStream(path);
  let thread: string | null = null;
  for (let index = 0; index < count; index += 1) {
    const seconds = beginsAt + day * 86_400 + Math.floor((index * 36_000) / count);
    const ts = `${seconds}.${String((before + index) % 1_000_000).padStart(6, '0')}`;
    if (random() < 0.1) thread = ts;
    const message = createMessage(
      ts,
      thread !== null && random() < 0.3 ? thread : null,
      random,
      people,
    );
    const text = `${index === 0 ? '[' : ','}\n${JSON.stringify(message, null, 4)}`;
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end('\n]\n');
  await once(stream, 'finish');
  return stream.bytesWritten;
}

function createMessage(
  ts: string,
  thread: string | null,
  random: () => number,
  people: string[],
): object {
  const user = pick(random, people);
  const text = Array.from({ length: 6 + Math.floor(random() * 30) }, () =>
    pick(random, words),
  ).join(' ');
  const reactions =
    random() < 0.15 ? [{ name: 'eyes', users: [pick(random, people)], count: 1 }] : undefined;
  return {
    client_msg_id: `${ts}-${user}`,
    type: 'message',
    text,
    user,
    ts,
    ...(thread === null || thread === ts ? {} : { thread_ts: thread, parent_user_id: user }),
    ...(random() < 0.05
      ? { subtype: 'bot_message', bot_id: 'B0000001', username: 'deploy-bot' }
      : {}),
    ...(reactions ? { reactions } : {}),
    team: 'T00000001',
    blocks: [
      {
        type: 'rich_text',
        block_id: ts.slice(-5),
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
      },
    ],
  };
}

function user(id: string, index: number): object {
  const name = `person${index}`;
  return {
    id,
    team_id: 'T00000001',
    name,
    deleted: false,
    real_name: `Person ${index}`,
    profile: { real_name: `Person ${index}`, display_name: name, email: `${name}@example.org` },
    is_bot: false,
  };
}

function dayName(day: number): string {
  return new Date((beginsAt + day * 86_400) * 1000).toISOString().slice(0, 10);
}

async function write(path: string, value: unknown): Promise<number> {
  const text = JSON.stringify(value, null, 4);
  await writeFile(path, text);
  return Buffer.byteLength(text);
}
