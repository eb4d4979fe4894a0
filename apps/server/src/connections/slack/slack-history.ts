import { z } from 'zod';
import {
  askPatiently,
  lookBackMs,
  noPart,
  pace,
  packParts,
  pageMessages,
  settleMs,
  type ChatPart,
  type CheckStep,
  type GapStep,
  type JsonObject,
} from '../chat/chat-tool.ts';
import type { CallSlack } from './slack-api.ts';

/** By channel: up to where everything is stored, and the threads that were active lately. */
export const SlackMark = z.object({
  channels: z.record(
    z.string(),
    z.object({
      ts: z.string(),
      threads: z.record(z.string(), z.string()),
      /** Where its first reading started, in milliseconds; an older mark has none. */
      from: z.number().optional(),
    }),
  ),
});
export type SlackMark = z.infer<typeof SlackMark>;

export const SlackMessage = z.looseObject({ ts: z.string().regex(/^\d{1,11}\.\d{1,9}$/) });
type SlackMessage = z.infer<typeof SlackMessage>;

const Messages = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).nullish(),
});

const windowMs = 24 * 3_600_000;
/** Threads whose parent is older than what is read again. */
const mostThreads = 20;
const threadMs = 24 * 3_600_000;
/** What is older is not compared: each reconnect would read it again. */
const checkMs = 30 * 24 * 3_600_000;
/** 20 requests in a minute, of 50 that Slack allows for each method. */
const checkPauseMs = 3_000;

export function toMs(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}
const toTs = (ms: number): string => (Math.max(ms, 0) / 1000).toFixed(6);

/**
 * What a channel has after a mark, in windows of a day: first messages, then the replies to those
 * of them that have new ones. The mark moves with the last page of a window. Returns the mark at
 * the end.
 */
export async function* readChannel(
  call: CallSlack,
  channel: string,
  { mark, from, now }: { mark: SlackMark | null; from: Date; now: Date },
): AsyncGenerator<GapStep<SlackMark>, SlackMark> {
  const known = mark?.channels[channel];
  const start = known === undefined ? from.getTime() : toMs(known.ts) - lookBackMs;
  const threads = new Map(Object.entries(known?.threads ?? {}));
  let newest = known?.ts ?? toTs(start);
  let current: SlackMark = { channels: { ...mark?.channels } };
  const first = known === undefined ? start : known.from;
  for (let at = start; at < now.getTime(); at += windowMs) {
    const isLast = at + windowMs >= now.getTime();
    const range = { oldest: toTs(at), ...(!isLast && { latest: toTs(at + windowMs) }) };
    const given = { channel, inclusive: 'true', ...range };
    const messages = yield* readPages(call, 'conversations.history', given);
    messages.sort((a, b) => Number(a.ts) - Number(b.ts));
    newest = maxTs(newest, messages.at(-1)?.ts);
    const settled = toMs(newest) - settleMs;
    const parts = toParts(channel, messages, { from: at, until: settled, thread: null });
    noteThreads(messages, threads);
    for (const root of findThreads(messages, threads, start, at === start)) {
      const replies = yield* readThread(call, channel, root, start);
      newest = maxTs(newest, replies.at(-1)?.ts);
      noteThreads(replies, threads);
      parts.push(...toParts(channel, replies, { from: start, until: settled, thread: root }));
    }
    current = {
      channels: { ...current.channels, [channel]: toChannelMark(newest, threads, first) },
    };
    const packs = packParts(parts);
    for (const [index, part] of packs.entries())
      yield { part, mark: index === packs.length - 1 ? current : null };
  }
  return current;
}

/**
 * What a channel has before the look-back of `readChannel`, with all replies, in windows of a day:
 * an edit, a deletion, a reaction or a reply there is in no other answer. Slack deletes old messages
 * itself, so what is older than the first one that it still has is not complete.
 */
export async function* checkChannel(
  call: CallSlack,
  channel: string,
  { mark, from, now }: { mark: SlackMark; from: Date; now: Date },
): AsyncGenerator<CheckStep, void> {
  const known = mark.channels[channel];
  if (known === undefined) return;
  const end = toMs(known.ts) - lookBackMs;
  let complete: number | null = null;
  const start = Math.max(known.from ?? from.getTime(), now.getTime() - checkMs);
  for (let at = start; at < end; at += windowMs) {
    const until = Math.min(at + windowMs, end);
    const range = { oldest: toTs(at), latest: toTs(until), inclusive: 'true' };
    const messages = yield* pace(
      checkPauseMs,
      readPages(call, 'conversations.history', { channel, ...range }),
    );
    messages.sort((a, b) => Number(a.ts) - Number(b.ts));
    const first = messages.find(({ subtype }) => subtype !== 'tombstone');
    complete ??= first ? toMs(first.ts) : null;
    if (complete === null) continue;
    const rest = { from: Math.max(at, complete), until: until - 1, isLast: true };
    const parts = toParts(channel, messages, { ...rest, thread: null });
    for (const { ts: root } of messages.filter(({ latest_reply: latest }) => latest)) {
      const replies = yield* pace(checkPauseMs, readThread(call, channel, root, toMs(root)));
      parts.push(...toParts(channel, replies, { ...rest, until: end - 1, thread: root }));
    }
    for (const part of packParts(parts)) yield { part };
  }
}

/**
 * Pages of messages, each complete from the end of the one before. A page says nothing about the
 * milliseconds at its ends: another message of the same one can be in the next page. `isLast`: there
 * is none after the last page.
 */
function toParts(
  channel: string,
  messages: readonly SlackMessage[],
  range: { from: number; until: number; thread: string | null; isLast?: boolean },
): ChatPart[] {
  const { thread, isLast = false } = range;
  const parts: ChatPart[] = [];
  let reached = range.from + 1;
  const count = Math.max(Math.ceil(messages.length / pageMessages), isLast ? 1 : 0);
  for (let index = 0; index < count; index += 1) {
    const page = messages.slice(index * pageMessages, (index + 1) * pageMessages);
    const last = toMs(page.at(-1)?.ts ?? '0');
    const isEnd = isLast && index === count - 1;
    const until = isEnd ? range.until : Math.min(last - 1, range.until);
    const covered =
      until < reached
        ? null
        : {
            from: new Date(reached).toISOString(),
            until: new Date(until).toISOString(),
            thread,
          };
    parts.push({ ...noPart, history: [{ channel, messages: page, covered }] });
    reached = last + 1;
  }
  return parts;
}

/** The replies of a thread since a time, with its parent, oldest first. */
async function* readThread(
  call: CallSlack,
  channel: string,
  root: string,
  since: number,
): AsyncGenerator<{ waitMs: number }, SlackMessage[]> {
  const given = { channel, ts: root, oldest: toTs(since), inclusive: 'true' };
  const messages = yield* readPages(call, 'conversations.replies', given);
  return messages.filter(({ ts }) => ts !== root);
}

async function* readPages(
  call: CallSlack,
  method: string,
  given: Record<string, string>,
): AsyncGenerator<{ waitMs: number }, SlackMessage[]> {
  const found: SlackMessage[] = [];
  let cursor = '';
  do {
    const page = { ...given, limit: String(pageMessages), ...(cursor && { cursor }) };
    const answer = yield* askPatiently(() => call(method, Messages, page));
    for (const message of answer.messages) {
      const read = SlackMessage.safeParse(message);
      if (read.success) found.push(read.data);
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return found;
}

const maxTs = (one: string, other: string | undefined): string =>
  other !== undefined && Number(other) > Number(one) ? other : one;

/** Remembers which threads are active. */
export function noteThreads(messages: readonly JsonObject[], threads: Map<string, string>): void {
  for (const message of messages) {
    const { ts, thread_ts: root, latest_reply: latest } = message;
    if (typeof root !== 'string' || typeof ts !== 'string') continue;
    threads.set(root, maxTs(threads.get(root) ?? ts, typeof latest === 'string' ? latest : ts));
  }
}

/** Threads with replies after a time, and once those that were active before. */
function findThreads(
  messages: readonly SlackMessage[],
  threads: ReadonlyMap<string, string>,
  since: number,
  isFirst: boolean,
): string[] {
  const own = messages.filter(
    ({ ts, thread_ts: root, latest_reply: latest }) =>
      root === ts && typeof latest === 'string' && toMs(latest) >= since,
  );
  const older = isFirst
    ? [...threads]
        .filter(([root]) => toMs(root) < since)
        .toSorted(([, a], [, b]) => Number(b) - Number(a))
        .slice(0, mostThreads)
    : [];
  return [...new Set([...own.map(({ ts }) => ts), ...older.map(([root]) => root)])];
}

/** Without threads that have not been active for a day. */
export function toChannelMark(
  ts: string,
  threads: ReadonlyMap<string, string>,
  from: number | undefined,
) {
  const active = [...threads]
    .filter(([, last]) => toMs(last) > toMs(ts) - threadMs)
    .toSorted(([, a], [, b]) => Number(b) - Number(a))
    .slice(0, 5 * mostThreads);
  return { ts, threads: Object.fromEntries(active), ...(from !== undefined && { from }) };
}
