import { EmailProblem } from '@debrief/contract';
import { addComment } from '@debrief/core/comment';
import { collectEmails } from '@debrief/core/notification';
import {
  describeOnServer,
  makeEvent,
  makeIncident,
  testDatabase,
  testServerDatabase,
  testWorld,
  type World,
} from '@debrief/testkit';
import { startMailSink } from '@debrief/testkit/mail-sink';
import { startMessageSink } from '@debrief/testkit/message-sink';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createContext } from './http/auth.ts';
import { sendEmailJob } from './jobs/send-emails.ts';
import { appOn, createToken, type TestApp } from './testing/app.ts';

const publicUrl = 'https://debrief.example.org';
const patient = { timeout: 20_000 };

async function mention(world: World, text = 'Was it flat? Schöne Grüße'): Promise<void> {
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Search was empty' });
  const event = await makeEvent(ctx, incident, [], { at: '2026-03-02T08:00:00Z', title: 'Flat' });
  await addComment(ctx, {
    incident: incident.ref,
    target: { kind: 'event', id: event.id },
    text,
    mentions: [world.viewer.type === 'account' ? world.viewer.accountId : ''],
  });
}

const createSystem = ({ deps }: TestApp) =>
  createContext(deps, { type: 'system', name: 'Debrief' }, null);

test('an email arrives, with a link that turns emails off, and a failure is shown to admins', async () => {
  await using sink = await startMailSink();
  const world = await testWorld(await testDatabase());
  await using app = await appOn(world.store, world.clock, {
    flags: { smtpUrl: sink.url, publicUrl },
  });
  const viewer = await createToken(world.as(world.viewer));
  const admin = await createToken(world.as(world.admin));
  const send = (method: string, path: string, token?: string, body?: object) =>
    app.send(method, path, { token, body });
  const settings = await send('PATCH', '/api/notifications/settings', viewer, { email: 'soon' });
  expect(await settings.json()).toMatchObject({ email: 'soon', canSend: true, hour: 8 });
  await mention(world);
  world.clock.advance(600_000);
  sink.refuse('451 greylisted');
  await collectEmails(createSystem(app), ['email']);
  const problems = async () =>
    z
      .object({ items: z.array(EmailProblem) })
      .parse(await (await send('GET', '/api/notifications/email-problems', admin)).json()).items;
  await expect.poll(problems, patient).toMatchObject([{ to: 'rui@example.org', attempts: 1 }]);
  expect((await problems())[0]?.problem).toContain('451 greylisted');
  expect((await send('GET', '/api/notifications/email-problems', viewer)).status).toBe(403);
  sink.refuse(null);
  world.clock.advance(600_000);
  await collectEmails(createSystem(app), ['email']);
  await expect.poll(() => sink.mails.length, patient).toBe(1);
  await expect.poll(problems, patient).toEqual([]);
  const { to, data } = sink.mails[0] ?? { to: '', data: '' };
  expect(to).toBe('rui@example.org');
  const head = data.replaceAll(/\r\n[ \t]+/g, ' ');
  expect(head).toContain('Subject: Debrief: 1 item waiting for you\r\n');
  expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  const path = /List-Unsubscribe: <https:\/\/debrief\.example\.org(\/unsubscribe\/\S+)>/.exec(
    head,
  )?.[1];
  // A mail scanner that opens the link turns nothing off.
  expect((await app.send('GET', path ?? '')).status).toBe(200);
  const oneClick = {
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  expect((await app.send('POST', `${path}x`, oneClick)).status).toBe(404);
  expect((await app.send('POST', path ?? '', oneClick)).status).toBe(200);
  const after = await send('GET', '/api/notifications/settings', viewer);
  expect(await after.json()).toMatchObject({ email: 'off' });
  expect((await send('POST', '/api/notifications/test-email', viewer, {})).status).toBe(403);
  expect((await send('POST', '/api/notifications/test-email', admin, {})).status).toBe(200);
  expect(sink.mails.map((mail) => mail.to)).toEqual(['rui@example.org', 'olga@example.org']);
  sink.refuse('550 no such mailbox');
  const refused = await send('POST', '/api/notifications/test-email', admin, {});
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('550')]);
});

test.each(['slack', 'mattermost'])(
  'a direct message arrives in %s, without words of a private incident',
  async (kind) => {
    await using sink = await startMessageSink('secret-token', ['rui@example.org']);
    const world = await testWorld(await testDatabase());
    await using app = await appOn(world.store, world.clock, {
      flags: { chatUrl: `${kind}+http://secret-token@${sink.host}`, publicUrl },
    });
    const viewer = await createToken(world.as(world.viewer));
    const admin = await createToken(world.as(world.admin));
    const set = async (token: string, body: object): Promise<unknown> =>
      (await app.send('PATCH', '/api/notifications/settings', { token, body })).json();
    expect(await set(viewer, { email: 'soon', sentBy: 'chat' })).toMatchObject({
      sentBy: 'chat',
      canSend: false,
      chat: kind === 'slack' ? 'Slack' : 'Mattermost',
    });
    await mention(world, 'Flat <!channel> *alias* @all');
    world.clock.advance(600_000);
    sink.refuse(kind === 'slack' ? 'ratelimited' : '500');
    await collectEmails(createSystem(app), ['chat']);
    const problems = async () =>
      z
        .object({ items: z.array(EmailProblem) })
        .parse(
          await (
            await app.send('GET', '/api/notifications/email-problems', { token: admin })
          ).json(),
        ).items;
    await expect.poll(problems, patient).toMatchObject([{ attempts: 1 }]);
    expect((await problems())[0]?.problem).toMatch(/ratelimited|HTTP 500/);
    expect(JSON.stringify(await problems())).not.toContain('secret-token');
    sink.refuse(null);
    world.clock.advance(600_000);
    await collectEmails(createSystem(app), ['chat']);
    await expect.poll(() => sink.messages.length, patient).toBe(1);
    const [message] = sink.messages;
    expect(message?.to).toBe('rui@example.org');
    expect(message?.text).toContain('Debrief: 1 item waiting for you');
    expect(message?.text).toContain(
      kind === 'slack'
        ? 'Flat &lt;!channel&gt; *alias* @all'
        : 'Flat \\<\\!channel\\> \\*alias\\* @\u200Ball',
    );
    expect(message?.text).toContain(`${publicUrl}/incidents/INC-1/comments?comment=`);
    // Someone whose address the chat does not know is a problem that admins see.
    expect(await set(admin, { sentBy: 'chat' })).toMatchObject({ sentBy: 'chat' });
    const test = await app.send('POST', '/api/notifications/test-email', {
      token: admin,
      body: {},
    });
    expect([test.status, await test.text()]).toEqual([503, expect.stringMatching(/no one with/)]);
  },
);

test('a feed needs its address, and nothing else', async () => {
  const world = await testWorld(await testDatabase());
  await using app = await appOn(world.store, world.clock, { flags: { publicUrl } });
  const token = await createToken(world.as(world.viewer));
  const made = await app.send('POST', '/api/notifications/feed', { token, body: {} });
  const { path } = z.object({ path: z.string() }).parse(await made.json());
  const feed = await app.send('GET', path);
  expect(feed.headers.get('content-type')).toContain('application/atom+xml');
  expect(await feed.text()).toContain('<id>https://debrief.example.org/library</id>');
  await app.send('DELETE', '/api/notifications/feed', { token });
  for (const gone of [path, '/feed/x', `/feed/${'x'.repeat(5_000)}`])
    expect((await app.send('GET', gone)).status).toBe(404);
});

describeOnServer('two processes on a server', () => {
  test('send each email once', async () => {
    await using stack = new AsyncDisposableStack();
    const sink = stack.use(await startMailSink());
    const database = stack.use(await testServerDatabase());
    const world = await testWorld(database.store);
    const flags = { smtpUrl: sink.url, publicUrl };
    const apps = [
      stack.use(await appOn(database.store, world.clock, { flags })),
      stack.use(await appOn(database.store, world.clock, { flags })),
    ];
    const token = await createToken(world.as(world.viewer));
    await apps[0]?.send('PATCH', '/api/notifications/settings', { token, body: { email: 'soon' } });
    for (let round = 1; round <= 5; round += 1) {
      await mention(world);
      world.clock.advance(600_000);
      await Promise.all(
        [...apps, ...apps].map((app) => collectEmails(createSystem(app), ['email'])),
      );
      const { rows } = await sql<{ id: string }>`select id from email`.execute(database.store.db);
      expect(rows).toHaveLength(round);
      const emailIds = rows.map(({ id }) => id);
      await Promise.all(
        apps.flatMap((app) => emailIds.map((emailId) => sendEmailJob(app.deps, { emailId }))),
      );
      await expect.poll(() => sink.mails.length, patient).toBe(round);
    }
    const ids = sink.mails.map(({ data }) => /^Message-ID: (.*)$/im.exec(data)?.[1]);
    expect(new Set(ids).size).toBe(5);
  });
});
