import { z } from 'zod';
import {
  askPatiently,
  lookBackMs,
  noPart,
  pageMessages,
  settleMs,
  type ChatPart,
  type GapStep,
} from '../chat/chat-tool.ts';
import type { CallMattermost } from './mattermost-chat.ts';

/** By channel: all changes up to then are stored, in milliseconds since 1970. */
export const MattermostMark = z.object({
  channels: z.record(z.string(), z.object({ at: z.number() })),
});
export type MattermostMark = z.infer<typeof MattermostMark>;

export const Post = z.looseObject({
  id: z.string().regex(/^[a-z0-9]{1,40}$/),
  channel_id: z.string(),
  create_at: z.number(),
  update_at: z.number(),
  delete_at: z.number(),
});
type Post = z.infer<typeof Post>;

const PostList = z.object({ order: z.array(z.string()), posts: z.record(z.string(), Post) });

/** As many as the server returns for a time; which ones of more is not defined. */
const mostChanged = 1_000;

/**
 * What changed in a channel after a mark: posts, replies, edits, reactions and deletions have the
 * time of their change. If these are too many, or at the start, posts are read page by page.
 */
export async function* readChannel(
  call: CallMattermost,
  channel: string,
  { mark, from, now }: { mark: MattermostMark; from: Date; now: Date },
): AsyncGenerator<GapStep<MattermostMark>, MattermostMark> {
  const known = mark.channels[channel];
  const path = `channels/${channel}/posts`;
  let parts: ChatPart[] | null = null;
  let reached = known?.at ?? from.getTime();
  if (known !== undefined) {
    const since = Math.max(1, known.at - settleMs);
    const list = yield* askPatiently(() => call(`${path}?since=${since}`, PostList));
    const changed = Object.values(list.posts).filter(({ update_at: at }) => at > since);
    if (changed.length < mostChanged) {
      reached = Math.max(reached, ...changed.map(({ update_at: at }) => at));
      parts = toPages(changed).map((posts) => toPart(channel, posts, null));
    }
  }
  if (parts === null) {
    // Any message can have changed: the history is read from its start.
    const oldest = Math.min(from.getTime(), known === undefined ? Infinity : known.at - lookBackMs);
    const { posts, changedAt } = yield* readPages(call, path, oldest);
    reached = Math.max(reached, changedAt);
    parts = toCoveredParts(channel, posts, oldest);
  }
  const at = Math.min(reached, now.getTime());
  const current = { channels: { ...mark.channels, [channel]: { at } } };
  for (const [index, part] of parts.entries())
    yield { part, mark: index === parts.length - 1 ? current : null };
  return current;
}

/**
 * The posts of a channel back to a time, oldest first, and the last change that all of them are
 * newer than: what changes while pages are read can be in a page that was read before.
 */
async function* readPages(
  call: CallMattermost,
  path: string,
  oldest: number,
): AsyncGenerator<{ waitMs: number }, { posts: Post[]; changedAt: number }> {
  let changedAt: number | null = null;
  const found = new Map<string, Post>();
  let before = '';
  for (;;) {
    const search = `per_page=${pageMessages}${before === '' ? '' : `&before=${before}`}`;
    const list = yield* askPatiently(() => call(`${path}?${search}`, PostList));
    const posts = list.order.flatMap((id) => list.posts[id] ?? []);
    changedAt ??= Math.max(0, ...posts.map(({ update_at: at }) => at));
    for (const post of posts) if (post.create_at >= oldest) found.set(post.id, post);
    const last = posts.at(-1);
    if (last === undefined || posts.length < pageMessages || last.create_at < oldest) break;
    // Others of the last millisecond are in the next page.
    before = (posts.findLast((post) => post.create_at > last.create_at) ?? last).id;
  }
  const posts = [...found.values()].toSorted((a, b) => a.create_at - b.create_at);
  return { posts, changedAt };
}

function toPages(posts: Post[]): Post[][] {
  const sorted = posts.toSorted((a, b) => a.create_at - b.create_at);
  return Array.from({ length: Math.ceil(sorted.length / pageMessages) }, (_, index) =>
    sorted.slice(index * pageMessages, (index + 1) * pageMessages),
  );
}

function toPart(
  channel: string,
  messages: Post[],
  covered: ChatPart['history'][number]['covered'],
): ChatPart {
  return { ...noPart, history: [{ channel, messages, covered }] };
}

/** As for Slack, but with the replies: pages of a channel have them. */
function toCoveredParts(channel: string, posts: Post[], oldest: number): ChatPart[] {
  const settled = (posts.at(-1)?.create_at ?? 0) - settleMs;
  // A server can remove its old posts.
  let reached = Math.max(oldest, posts.at(0)?.create_at ?? 0) + 1;
  return toPages(posts).map((page) => {
    const last = page.at(-1)?.create_at ?? 0;
    const [from, until] = [reached, Math.min(last - 1, settled)];
    reached = last + 1;
    const toIso = (ms: number) => new Date(ms).toISOString();
    return toPart(channel, page, until < from ? null : { from: toIso(from), until: toIso(until) });
  });
}
