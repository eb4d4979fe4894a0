import { expect, test } from 'vitest';
import { z } from 'zod';
import { testClock } from '../clock.ts';
import { readMattermost, readSlack } from './chat-reader.ts';
import { describeChat } from './describe-chat.ts';
import { openFakeMattermost } from './fake-mattermost.ts';
import { openFakeSlack } from './fake-slack.ts';

describeChat('Slack', async () => {
  const chat = await openFakeSlack(testClock());
  return { chat, reader: readSlack(chat) };
});

describeChat('Mattermost', async () => {
  const chat = await openFakeMattermost(testClock());
  return { chat, reader: readMattermost(chat) };
});

test('Slack sends what is not acknowledged again, and refuses what has no scope', async () => {
  await using slack = await openFakeSlack(testClock());
  const reader = readSlack(slack);
  const socket = await reader.listen();
  const key = slack.send('one');
  expect(slack.countUnacknowledged()).toBe(1);
  slack.resendUnacknowledged();
  expect(await socket.next()).toMatchObject({ key });
  expect(await socket.next()).toMatchObject({ key });
  slack.scopes.delete('channels:history');
  const headers = { authorization: `Bearer ${slack.botToken}` };
  const url = `${slack.origin}/api/conversations.history?channel=${slack.channel.id}`;
  const response = await fetch(url, { headers });
  expect(await response.json()).toMatchObject({
    error: 'missing_scope',
    needed: 'channels:history',
  });
  expect(response.headers.get('x-oauth-scopes')).not.toContain('channels:history');
});

test('Mattermost lists what changed since a time, also what was deleted', async () => {
  const clock = testClock();
  await using mattermost = await openFakeMattermost(clock);
  const keys = ['one', 'two', 'three'].map((text) => mattermost.send(text));
  const since = clock.now().getTime() + 60_000;
  clock.advance(120_000);
  mattermost.edit(keys[0] ?? '', 'changed');
  mattermost.remove(keys[1] ?? '');
  const url = `${mattermost.origin}/api/v4/channels/${mattermost.channel.id}/posts?since=${since}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${mattermost.token}` } });
  const { posts } = z
    .object({ posts: z.record(z.string(), z.unknown()) })
    .parse(await response.json());
  expect(Object.values(posts)).toMatchObject([
    { id: keys[1], message: 'two' },
    { id: keys[0], message: 'changed' },
    { original_id: keys[0], message: 'one' },
  ]);
});
