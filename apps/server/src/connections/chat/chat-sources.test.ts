import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { beginImport, hasChanges, importDelivery, readRecord } from '@debrief/core/evidence';
import { inTransaction } from '@debrief/core/db';
import type { Page } from '@debrief/core/inbound';
import {
  mattermostChat,
  openUpload,
  readChatPage,
  readChatSource,
  slackChat,
} from '@debrief/readers';
import { makeIncident, testClock, testWorld } from '@debrief/testkit';
import {
  openFakeMattermost,
  openFakeSlack,
  type FakeChat,
  type FakeMattermost,
  type FakeSlack,
} from '@debrief/testkit/chat';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createGuardedFetch } from '../../network/guarded-fetch.ts';
import { createOpenSocket } from '../../network/guarded-socket.ts';
import { parsePrivateHosts } from '../../network/private-address.ts';
import { openMattermost } from '../mattermost/mattermost-chat.ts';
import { openSlack } from '../slack/slack-chat.ts';
import type { ChatTool } from './chat-tool.ts';
import { runChat } from './run-chat.ts';

const allowed = parsePrivateHosts('127.0.0.1');
const openSocket = createOpenSocket(allowed);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Opened {
  chat: FakeChat;
  reader: typeof slackChat;
  /** A session of a process. */
  connect(signal: AbortSignal): Promise<ChatTool<never>>;
}

async function openScenario(open: (clock: ReturnType<typeof testClock>) => Promise<Opened>) {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  const { chat, reader, connect } = await open(world.clock);
  closing.push(async () => chat[Symbol.asyncDispose]());
  let mark: unknown = null;
  let isRefused = false;
  let failure: unknown = null;

  let pages = 0;

  async function store({ body, watermark, isCheck }: Page): Promise<boolean> {
    if (isRefused) return false;
    if (body !== null) {
      const delivery = {
        incidentId: incident.id,
        name: 'chat',
        source: readChatSource(body, reader.kind) ?? { kind: 'x', key: 'x', name: 'x' },
        contentHash: createHash('sha256').update(body).digest('hex'),
        bytes: body.length,
        format: 'json' as const,
        reads: readChatPage(body, reader),
      };
      if (isCheck !== true || (await hasChanges(ctx, delivery))) {
        pages += 1;
        await inTransaction(ctx, (ctx) => importDelivery(ctx, delivery));
      }
    }
    mark = watermark;
    return true;
  }

  const waited: number[] = [];
  /** A process; `isRetried` as the server does it, a minute after a failure. */
  function start({ isRetried = false } = {}) {
    const ending = new AbortController();
    const run = async (): Promise<void> => {
      try {
        const tool = await connect(ending.signal);
        await runChat(tool, {
          mark: mark as never,
          signal: ending.signal,
          now: () => world.clock.now(),
          async wait(ms) {
            waited.push(ms);
            world.clock.advance(ms);
            await breathe();
          },
          connected: async () => {},
          store,
        });
      } catch (error) {
        if (!isRetried || ending.signal.aborted) throw error;
        world.clock.advance(60_000);
        await run();
      }
    };
    const done = run();
    done.catch((error: unknown) => (failure = error));
    const stop = async () => {
      ending.abort();
      await done.catch(() => {});
    };
    closing.push(stop);
    return { done, stop };
  }

  return {
    chat,
    clock: world.clock,
    start,
    waited,
    ctx,
    incident,
    countPages: () => pages,
    refuse: () => void (isRefused = true),
    async items() {
      const found = [];
      let cursor: string | undefined;
      do {
        const page = await readRecord(ctx, incident.ref, {
          threads: 'flat',
          limit: 500,
          ...(cursor !== undefined && { cursor }),
        });
        found.push(...page.items);
        cursor = page.after ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
    async texts() {
      return (await this.items()).map(({ text, isDeleted }) => (isDeleted ? '-' : text));
    },
    /** Resolves when these are the texts; a deleted one is `-`. */
    async expectTexts(...texts: string[]) {
      const isLong = texts.length > 100;
      await vi.waitFor(
        async () => {
          expect(failure).toBeNull();
          const found = await this.texts();
          const wrong = texts.findIndex((text, index) => found[index] !== text);
          expect([found[wrong], found.length]).toEqual([texts[wrong], texts.length]);
        },
        { timeout: isLong ? 90_000 : 20_000, interval: isLong ? 1_000 : 20 },
      );
    },
  };
}

const withSlack = (change: (slack: FakeSlack) => void = () => {}) =>
  openScenario(async (clock) => {
    const slack = await openFakeSlack(clock);
    change(slack);
    return {
      chat: slack,
      reader: slackChat,
      connect: async (signal) =>
        (await openSlack({
          settings: { url: slack.origin, channels: ['inc-12'], pastDays: 7 },
          tokens: { app: slack.appToken, bot: slack.botToken },
          fetch: createGuardedFetch(allowed, () => clock.now()),
          openSocket,
          signal,
          now: () => clock.now(),
          describe: async () => {},
        })) as ChatTool<never>,
    };
  });

const withMattermost = (change: (mattermost: FakeMattermost) => void = () => {}) =>
  openScenario(async (clock) => {
    const mattermost = await openFakeMattermost(clock);
    change(mattermost);
    return {
      chat: mattermost,
      reader: mattermostChat,
      connect: async (signal) =>
        (await openMattermost({
          settings: { url: mattermost.origin, channels: ['inc-12'], pastDays: 7 },
          token: mattermost.token,
          fetch: createGuardedFetch(allowed, () => clock.now()),
          openSocket,
          signal,
          now: () => clock.now(),
          describe: async () => {},
        })) as ChatTool<never>,
    };
  });

describe.each([
  { name: 'Slack', open: () => withSlack() },
  { name: 'Mattermost', open: () => withMattermost() },
])('$name', ({ open }) => {
  test('history and live events become items with names, threads, edits and reactions', async () => {
    const scenario = await open();
    const { chat } = scenario;
    const [ada, grace] = chat.people;
    const first = chat.send('orders fail', { by: ada?.id ?? '' });
    chat.send('looking', { by: grace?.id ?? '', replyTo: first });
    scenario.clock.advance(60_000);
    scenario.start();
    await scenario.expectTexts('orders fail', 'looking');
    const live = chat.send('rolled back', { by: grace?.id ?? '' });
    chat.edit(live, 'rolled back in eu');
    chat.react(first, grace?.id ?? '', 'eyes');
    const gone = chat.send('wrong channel');
    await scenario.expectTexts('orders fail', 'looking', 'rolled back in eu', 'wrong channel');
    chat.remove(gone);
    await scenario.expectTexts('orders fail', 'looking', 'rolled back in eu', '-');
    await vi.waitFor(async () => {
      const [item] = await scenario.items();
      expect(item?.details.reactions).toEqual([{ name: 'eyes', by: [grace?.name] }]);
    });
    chat.unreact(first, grace?.id ?? '', 'eyes');
    await vi.waitFor(async () => {
      const [item] = await scenario.items();
      expect(item?.details.reactions ?? []).toEqual([]);
    });
    const items = await scenario.items();
    expect(items.map(({ author }) => author?.name)).toEqual([
      ada?.name,
      grace?.name,
      grace?.name,
      ada?.name,
    ]);
    expect(new Set(items.map(({ streamName }) => streamName))).toEqual(
      new Set([chat.channel.name]),
    );
    expect(items[1]?.repliesTo).not.toBeNull();
    expect(items[2]?.isEdited).toBe(true);
  });

  test('what happens while the socket is down is read afterwards', async () => {
    const scenario = await open();
    const { chat, clock } = scenario;
    const keys = ['one', 'two', 'three'].map((text) => {
      clock.advance(30_000);
      return chat.send(text);
    });
    scenario.start();
    await scenario.expectTexts('one', 'two', 'three');
    chat.drop();
    chat.edit(keys[0] ?? '', 'one, edited');
    chat.remove(keys[1] ?? '');
    chat.send('a reply', { replyTo: keys[0] ?? '' });
    clock.advance(120_000);
    chat.send('four');
    await scenario.expectTexts('one, edited', '-', 'three', 'a reply', 'four');
    expect(await scenario.items()).toHaveLength(5);
  });

  test('a limit of requests is waited for, and reading continues where it stopped', async () => {
    const scenario = await open();
    const { chat, clock } = scenario;
    const texts = Array.from({ length: 250 }, (_, index) => {
      clock.advance(1_000);
      const text = `message ${index}`;
      chat.send(text);
      return text;
    });
    scenario.start();
    await vi.waitFor(() => expect(chat.countSockets()).toBe(1), { timeout: 10_000, interval: 1 });
    chat.limit(2, 30);
    await scenario.expectTexts(...texts);
    chat.limit(3, 45);
    chat.drop();
    clock.advance(90_000);
    chat.send('after the limit');
    await scenario.expectTexts(...texts, 'after the limit');
    expect(scenario.waited.some((ms) => ms >= 30_000)).toBe(true);
  });

  test('another process continues after the one that stopped', async () => {
    const scenario = await open();
    const { chat, clock } = scenario;
    chat.send('one');
    const { stop } = scenario.start();
    await scenario.expectTexts('one');
    await stop();
    await vi.waitFor(() => expect(chat.countSockets()).toBe(0));
    clock.advance(60_000);
    chat.send('two');
    scenario.start();
    await scenario.expectTexts('one', 'two');
    chat.send('three');
    await scenario.expectTexts('one', 'two', 'three');
  });

  test('a process that can no longer store ends, and acknowledges nothing', async () => {
    const scenario = await open();
    const { chat } = scenario;
    const { done } = scenario.start();
    chat.send('one');
    await scenario.expectTexts('one');
    scenario.refuse();
    chat.send('two');
    await done;
    expect(await scenario.texts()).toEqual(['one']);
  });

  test('an incident of 2,000 messages with 20 drops: every message once, in its order', async () => {
    const scenario = await open();
    const { chat, clock } = scenario;
    scenario.start({ isRetried: true });
    const expectSocket = () =>
      vi.waitFor(() => expect(chat.countSockets()).toBe(1), { timeout: 10_000, interval: 1 });
    await expectSocket();
    const keys: string[] = [];
    const expected: string[] = [];
    for (let index = 0; index < 2_000; index += 1) {
      clock.advance(20_000);
      const isReply = index % 7 === 3;
      keys.push(
        chat.send(`message ${index}`, {
          by: chat.people[index % 3]?.id ?? '',
          ...(isReply && { replyTo: keys[index - (index % 70)] ?? '' }),
        }),
      );
      expected.push(`message ${index}`);
      if (index % 11 === 10) {
        chat.edit(keys[index - 2] ?? '', `message ${index - 2}, edited`);
        expected[index - 2] = `message ${index - 2}, edited`;
      }
      // No parent of a thread, nothing that was edited, and nothing that was sent in the same gap.
      const gone = index - 40;
      if (index % 77 === 75 && gone % 70 !== 0) {
        chat.remove(keys[gone] ?? '');
        expected[gone] = '-';
      }
      if (index % 50 === 20) chat.react(keys[index - 1] ?? '', chat.people[0]?.id ?? '', 'eyes');
      if (index % 100 === 60) chat.drop();
      if (index % 100 === 80) await expectSocket();
      if (index % 5 === 0) await breathe();
    }
    clock.advance(3_600_000);
    chat.drop();
    clock.advance(120_000);
    chat.send('the end');
    await scenario.expectTexts(...expected, 'the end');
    const items = await scenario.items();
    expect(items).toHaveLength(2_001);
    expect(items.filter(({ repliesTo }) => repliesTo !== null)).toHaveLength(286);
  }, 120_000);
});

test('Mattermost: after a missing number, history is read', async () => {
  let mattermost: FakeMattermost | undefined;
  const scenario = await withMattermost((made) => void (mattermost = made));
  scenario.start();
  scenario.chat.send('one');
  await scenario.expectTexts('one');
  mattermost?.skip(2);
  scenario.chat.send('two');
  scenario.chat.send('three');
  scenario.clock.advance(1_000);
  scenario.chat.send('four');
  await scenario.expectTexts('one', 'two', 'three', 'four');
  expect(scenario.chat.countSockets()).toBe(1);
});

describe('Slack', () => {
  const hourMs = 3_600_000;

  test('what changed long after it was written, while nothing listened, is found', async () => {
    const scenario = await withSlack();
    const { chat, clock } = scenario;
    const [edited, removed, reacted, parent, other] = ['a', 'b', 'c', 'parent', 'other'].map(
      (text) => {
        clock.advance(60_000);
        return chat.send(text);
      },
    );
    const replies = ['first', 'second'].map((text) => chat.send(text, { replyTo: parent ?? '' }));
    chat.send('only reply', { replyTo: other ?? '' });
    const { stop } = scenario.start();
    const before = ['a', 'b', 'c', 'parent', 'other', 'first', 'second', 'only reply'];
    await scenario.expectTexts(...before);
    await stop();
    clock.advance(50 * hourMs);
    chat.edit(edited ?? '', 'a, edited');
    chat.remove(removed ?? '');
    chat.react(reacted ?? '', chat.people[0]?.id ?? '', 'eyes');
    chat.edit(replies[0] ?? '', 'first, edited');
    chat.remove(replies[1] ?? '');
    chat.send('two days later', { replyTo: other ?? '' });
    chat.send('now');
    scenario.start();
    const after = ['a, edited', '-', 'c', 'parent', 'other', 'first, edited', '-', 'only reply'];
    await scenario.expectTexts(...after, 'two days later', 'now');
    await vi.waitFor(async () => {
      const reactions = (await scenario.items()).map(({ details }) => details.reactions ?? []);
      expect(reactions[2]).toMatchObject([{ name: 'eyes' }]);
    });
    expect(scenario.waited).toContain(3_000);
  });

  test('an export after live events has the same items, with what changed since as revisions', async () => {
    let slack: FakeSlack | undefined;
    const scenario = await withSlack((made) => void (slack = made));
    const { chat, ctx, incident } = scenario;
    const { stop } = scenario.start();
    const first = chat.send('orders fail, ask <@U0GRACE002>');
    chat.send('looking', { by: 'U0GRACE002', replyTo: first });
    const edited = chat.send('rolled back', { files: [{ name: 'graph.png', size: 12 }] });
    chat.edit(edited, 'rolled back in eu');
    chat.react(first, 'U0GRACE002', 'eyes');
    const live = ['orders fail, ask @Grace Hopper', 'looking', 'rolled back in eu'];
    await scenario.expectTexts(...live);
    await vi.waitFor(async () =>
      expect((await scenario.items())[0]?.details.reactions).toHaveLength(1),
    );
    await stop();
    const importExport = async () => {
      const folder = await mkdtemp(join(tmpdir(), 'debrief-slack-'));
      closing.push(() => rm(folder, { recursive: true }));
      await mkdir(join(folder, 'inc-12'));
      for (const [name, content] of Object.entries(slack?.exportFiles() ?? {}))
        await writeFile(join(folder, name), JSON.stringify(content));
      const input = { incident: incident.ref, name: 'acme-export' };
      const upload = await openUpload(folder, input.name);
      return (await beginImport(ctx, input, upload, crypto.randomUUID())).run();
    };
    expect(await importExport()).toMatchObject({ imported: 0, duplicates: 3, vanished: 0 });
    chat.edit(edited, 'rolled back everywhere');
    chat.send('over');
    expect(await importExport()).toMatchObject({ imported: 2, revised: 1, duplicates: 2 });
    expect(await scenario.texts()).toEqual([...live.slice(0, 2), 'rolled back everywhere', 'over']);
    // What listens again knows what the export added.
    scenario.start();
    chat.send('and out');
    await scenario.expectTexts(...live.slice(0, 2), 'rolled back everywhere', 'over', 'and out');
    expect(await scenario.items()).toHaveLength(5);
  });

  test('what did not change is not stored again, and messages that Slack no longer keeps stay', async () => {
    let slack: FakeSlack | undefined;
    const scenario = await withSlack((made) => void (slack = made));
    const { chat, clock } = scenario;
    for (const text of ['old', 'older reply', 'kept']) {
      chat.send(text);
      clock.advance(30 * hourMs);
    }
    chat.send('new');
    const { stop } = scenario.start();
    await scenario.expectTexts('old', 'older reply', 'kept', 'new');
    await stop();
    slack?.expire(2);
    clock.advance(hourMs);
    const pages = scenario.countPages();
    slack?.requests.splice(0);
    scenario.start();
    await vi.waitFor(() => {
      const asked = slack?.requests.filter((one) => one === 'conversations.history') ?? [];
      expect(asked.length).toBeGreaterThan(5);
    });
    chat.send('live');
    await scenario.expectTexts('old', 'older reply', 'kept', 'new', 'live');
    // The look-back and the message, and nothing of the check.
    expect(scenario.countPages() - pages).toBeLessThanOrEqual(2);
  });

  test('an event is acknowledged once it is stored, and a repeated one adds nothing', async () => {
    let slack: FakeSlack | undefined;
    const scenario = await withSlack((made) => void (slack = made));
    scenario.start();
    scenario.chat.send('one');
    await scenario.expectTexts('one');
    const key = scenario.chat.send('two');
    slack?.resendUnacknowledged();
    scenario.chat.react(key, scenario.chat.people[0]?.id ?? '', 'eyes');
    slack?.resendUnacknowledged();
    await scenario.expectTexts('one', 'two');
    await vi.waitFor(() => expect(slack?.countUnacknowledged()).toBe(0));
    expect(await scenario.items()).toHaveLength(2);
  });

  test('it connects again when Slack asks for it, and not when Socket Mode is off', async () => {
    let slack: FakeSlack | undefined;
    const scenario = await withSlack((made) => void (slack = made));
    const { done } = scenario.start();
    for (const [index, reason] of (['warning', 'refresh_requested'] as const).entries()) {
      await vi.waitFor(() => expect(slack?.countSockets()).toBe(1));
      slack?.disconnect(reason);
      scenario.chat.send(`message ${index}`);
      await vi.waitFor(async () => expect(await scenario.texts()).toHaveLength(index + 1));
    }
    await vi.waitFor(() => expect(slack?.countSockets()).toBe(1));
    slack?.disconnect('link_disabled');
    await expect(done).rejects.toThrow('Socket Mode is turned off');
  });

  test('bots, files, broadcasts, joins and people of other workspaces are kept with names', async () => {
    let slack: FakeSlack | undefined;
    const scenario = await withSlack((made) => void (slack = made));
    scenario.start();
    const parent = scenario.chat.send('see the dump', { files: [{ name: 'dump.txt', size: 9 }] });
    slack?.broadcast('found it', parent);
    slack?.post({
      subtype: 'bot_message',
      bot_id: 'B0ALERT001',
      username: 'alerts',
      text: 'firing',
    });
    slack?.post({ subtype: 'channel_join', user: 'U0EXT00009', text: '<@U0EXT00009> has joined' });
    slack?.post({ user: 'U0EXT00009', text: 'hello', user_team: 'T0VENDOR01' });
    await scenario.expectTexts(
      'see the dump',
      'found it',
      'firing',
      '@Mia from Vendor has joined',
      'hello',
    );
    const items = await scenario.items();
    expect(items.map(({ author }) => author?.name)).toEqual([
      'Ada Byron',
      'Ada Byron',
      'alerts',
      'Mia from Vendor',
      'Mia from Vendor',
    ]);
    expect(items[0]?.details.files).toMatchObject([{ name: 'dump.txt' }]);
    expect(items[3]?.details.event).toBe('join');
  });

  test('what Slack refuses is said with what to do', async () => {
    const startRefused = async (change: (slack: FakeSlack) => void) => {
      const scenario = await withSlack(change);
      return scenario.start().done;
    };
    await expect(startRefused((slack) => slack.scopes.delete('channels:history'))).rejects.toThrow(
      'The Slack app lacks the scope channels:history. Add it, and install the app again.',
    );
    await expect(startRefused((slack) => void (slack.botToken = 'xoxb-other'))).rejects.toThrow(
      'Slack refused the bot token (invalid_auth).',
    );
    await expect(startRefused((slack) => void (slack.appToken = 'xapp-other'))).rejects.toThrow(
      'Slack refused the app-level token (invalid_auth).',
    );
  });
});
