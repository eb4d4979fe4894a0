import { createZip } from '@debrief/readers/testing';

interface Message {
  type: 'message';
  team: string;
  user: string;
  text: string;
  ts: string;
  thread_ts?: string;
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[]; count: number }[];
}

const users = Array.from({ length: 12 }, (_, index) => `U${String(index).padStart(8, '0')}`);
const beganAt = Date.UTC(2026, 0, 5, 8) / 1000;
const perDay = 500;

/** The same numbers for the same seed (known as mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Two exports of a workspace: the later one has more messages, edits, reactions and replies, and
 * lacks some that were removed.
 */
export function slackHistory(count: number): {
  earlier: Buffer;
  later: Buffer;
  laterCount: number;
} {
  const random = createRandom(count);
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const before: Message[] = [];
  const threads: string[] = [];
  for (let index = 0; index < count; index += 1) {
    // Some messages have the same second and differ only in microseconds, as in a real export.
    const ts = `${beganAt + Math.floor(index / perDay) * 86_400 + Math.floor((index % perDay) / 1.2)}.${String(index % 1_000_000).padStart(6, '0')}`;
    const thread = random() < 0.3 ? one(threads) : undefined;
    if (!thread && random() < 0.2) threads.push(ts);
    before.push({
      type: 'message',
      team: 'T1',
      user: one(users) ?? '',
      text: `message ${index} <@${one(users) ?? ''}>`,
      ts,
      ...(thread && { thread_ts: thread }),
    });
  }
  const after = before.flatMap((message): Message[] => {
    if (random() < 0.02 && !threads.includes(message.ts)) return [];
    const user = one(users) ?? '';
    const edit =
      random() < 0.05
        ? {
            text: `${message.text} (edited)`,
            edited: { user: message.user, ts: `${beganAt + 900_000}.000001` },
          }
        : {};
    const reactions =
      random() < 0.05 ? { reactions: [{ name: 'eyes', users: [user], count: 1 }] } : {};
    return [{ ...message, ...edit, ...reactions }];
  });
  const cut = Math.floor(count * 0.6);
  return {
    earlier: zipExport(before.slice(0, cut)),
    later: zipExport(after),
    laterCount: after.length,
  };
}

/** Messages go to two channels, alternating by author. */
function zipExport(messages: Message[]): Buffer {
  const channels = ['general', 'inc-search'];
  const days = new Map<string, Message[]>();
  for (const message of messages) {
    const channel = (message.thread_ts ?? message.ts).endsWith('7') ? 'inc-search' : 'general';
    const name = `${channel}/${new Date(Number(message.ts.split('.')[0]) * 1000).toISOString().slice(0, 10)}.json`;
    days.set(name, [...(days.get(name) ?? []), message]);
  }
  return createZip([
    {
      name: 'users.json',
      content: JSON.stringify(
        users.map((id) => ({
          id,
          team_id: 'T1',
          name: id.toLowerCase(),
          profile: {
            real_name: `Person ${id.slice(-2)}`,
            email: `${id.toLowerCase()}@example.org`,
          },
        })),
      ),
    },
    {
      name: 'channels.json',
      content: JSON.stringify(
        channels.map((name, index) => ({ id: `C${index}`, name, members: users })),
      ),
    },
    ...[...days].map(([name, list]) => ({ name, content: JSON.stringify(list) })),
  ]);
}
