import { Connection } from '@debrief/contract';
import { systemClock, type Log } from '@debrief/core/context';
import { embeddedDatabase, exportBundle, makeIncident, testWorld } from '@debrief/testkit';
import { openFakeMattermost, openFakeSlack } from '@debrief/testkit/chat';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { createOpenSocket } from '../network/guarded-socket.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import { appOn, createToken } from '../testing/app.ts';

test('Slack and Mattermost through the API: items, scopes, and tokens that are never shown', async () => {
  await using stack = new AsyncDisposableStack();
  const logged: string[] = [];
  const keep = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: keep, warn: keep, error: keep };
  const world = await testWorld(await embeddedDatabase());
  const slack = stack.use(await openFakeSlack(systemClock));
  const mattermost = stack.use(await openFakeMattermost(systemClock));
  const allowed = parsePrivateHosts('127.0.0.1');
  const fetch = createGuardedFetch(allowed, () => systemClock.now());
  const openSocket = createOpenSocket(allowed);
  const app = stack.use(await appOn(world.store, systemClock, { fetch, openSocket, log }));
  const editor = world.as(world.editor);
  const token = await createToken(editor);
  const { ref } = await makeIncident(editor);
  const answers: string[] = [];
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await app.send(method, `/api/incidents/${ref}${path}`, { token, body });
    const text = await response.text();
    answers.push(text);
    return text === '' ? null : JSON.parse(text);
  };
  const list = async () =>
    z.object({ items: z.array(Connection) }).parse(await send('GET', '/connections')).items;
  const until = async (isDone: () => Promise<boolean>) => {
    while (!(await isDone())) await pause(20);
  };
  const record = async () => JSON.stringify(await send('GET', '/record?limit=200'));

  slack.scopes.delete('users:read.email');
  slack.send('before the connection');
  const settings = { kind: 'slack', channels: '#inc-12, #inc-13', url: slack.origin };
  const alone = { name: 'Slack', settings, token: slack.botToken };
  expect(await send('POST', '/connections', alone)).toMatchObject({ code: 'invalid' });
  const both = { ...alone, token: `${slack.appToken} ${slack.botToken}` };
  const { id } = Connection.parse(await send('POST', '/connections', both));
  const chat = { kind: 'mattermost', channels: 'inc-12', url: mattermost.origin };
  await send('POST', '/connections', { name: 'Chat', settings: chat, token: mattermost.token });
  await until(async () => slack.countSockets() + mattermost.countSockets() === 2);
  slack.send('live in Slack');
  mattermost.send('live in Mattermost');
  await until(async () => {
    const said = await record();
    return ['before the connection', 'live in Slack', 'live in Mattermost'].every((text) =>
      said.includes(text),
    );
  });
  const [first, second] = await list();
  expect(first).toMatchObject({
    isAsking: true,
    problem: null,
    hasSecret: true,
    notUnderstood: 0,
    about: { workspace: 'Acme', missingChannels: ['inc-13'] },
  });
  expect(first?.about?.scopes).not.toContain('users:read.email');
  expect(first?.about?.scopes).toContain('channels:history');
  expect(second).toMatchObject({ isAsking: true, about: { workspace: 'Acme Chat', scopes: null } });

  // Channels to select from: with the stored tokens, or with those that are typed.
  const slackChannels = [
    { name: 'inc-12', isPrivate: false, isMember: true },
    { name: 'inc-12-legal', isPrivate: true, isMember: true },
    { name: 'general', isPrivate: false, isMember: false },
  ];
  const address = { kind: 'slack', url: slack.origin };
  const ask = (body: object) => send('POST', '/connections/channels', body);
  for (const given of [{ id }, { token: slack.botToken }, { id, token: both.token }])
    expect(await ask({ settings: address, ...given })).toMatchObject({
      workspace: 'Acme',
      items: slackChannels,
    });
  const { url } = chat;
  const mattermostAddress = { kind: 'mattermost', url };
  expect(await ask({ settings: mattermostAddress, token: mattermost.token })).toMatchObject({
    workspace: 'Acme Chat',
    scopes: null,
    items: [{ name: 'INC-12' }, { name: 'Legal', isPrivate: true }],
  });
  const elsewhere = { settings: { ...address, url }, id };
  const issue = { issues: [{ at: 'token', message: 'Enter the token' }] };
  for (const refused of [elsewhere, { settings: address }])
    expect(await ask(refused)).toMatchObject({ code: 'invalid', ...issue });
  expect(await ask({ settings: address, token: 'xoxb-wrong' })).toMatchObject({
    code: 'invalid',
    detail: 'Slack refused the bot token (invalid_auth). Enter the tokens again.',
  });
  expect(
    await ask({ settings: { ...address, url: 'http://10.0.0.7' }, token: 'xoxb-1' }),
  ).toMatchObject({ code: 'invalid' });

  // A paused connection hears nothing, and reads what it missed when it is resumed.
  await send('POST', `/connections/${id}/pause`);
  slack.send('stored or not, this ends it');
  await until(async () => slack.countSockets() === 0);
  slack.send('while it was paused');
  await send('POST', `/connections/${id}/resume`);
  await until(async () => (await record()).includes('while it was paused'));
  await until(async () => slack.countSockets() === 1);

  // Refused tokens are said without them, and the connection can be repaired.
  slack.drop();
  slack.scopes.delete('channels:history');
  await send('POST', `/connections/${id}/pull`);
  await until(async () => (await list())[0]?.problem?.includes('channels:history') === true);
  await send('DELETE', `/inbound/${id}`);
  slack.send('after it was revoked');
  const path = `/api/incidents/${ref}/activity`;
  answers.push(await (await app.send('GET', path, { token })).text());
  answers.push(JSON.stringify(await send('GET', `/inbound/${id}/deliveries`)));
  const said = [...answers, ...logged, await exportBundle(editor, ref)].join('\n');
  for (const secret of [slack.botToken, slack.appToken, mattermost.token, 'secret-ticket'])
    expect(said).not.toContain(secret);
  expect(await record()).not.toContain('after it was revoked');
}, 60_000);
