import { Connection } from '@debrief/contract';
import { systemClock } from '@debrief/core/context';
import {
  describeOnServer,
  makeIncident,
  testServerDatabase,
  testWorld,
  times,
} from '@debrief/testkit';
import { startDebrief } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import { appOn, createToken, type TestApp } from '../testing/app.ts';
import { openWebPeer } from '../testing/web-peer.ts';

const feed = (...numbers: number[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>${numbers
    .map(
      (number) =>
        `<entry><id>${number}</id><title>Entry ${number}</title><published>2026-03-02T08:00:00Z</published></entry>`,
    )
    .join('')}</feed>`;

test('a process that is killed while it asks loses nothing, and the next one continues', async () => {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'debrief-connection-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const hanging = Promise.withResolvers<void>();
  let mayAnswer = true;
  const peer = stack.use(
    await openWebPeer((_, response) => {
      if (mayAnswer) response.end(feed(1, 2));
      else hanging.resolve();
    }),
  );
  const options = { dataDir, env: { DEBRIEF_DEMO: 'false', DEBRIEF_PRIVATE_HOSTS: '127.0.0.1' } };
  const first = stack.use(await startDebrief(options));
  const { ref: incident } = await first.client.incident.declare({ title: 'Killed' });
  const settings = { kind: 'feed', url: `${peer.origin}/feed` } as const;
  const made = await first.client.connection.create({ incident, name: 'Status', settings });
  const count = async (from: typeof first) =>
    (await from.client.evidence.record({ incident })).items.length;
  while ((await count(first)) < 2) await pause(50);
  mayAnswer = false;
  await first.client.connection.pull({ incident, id: made.id });
  await hanging.promise;
  await first.kill();
  mayAnswer = true;
  const asked = peer.asked.length;
  const second = stack.use(await startDebrief(options));
  while (peer.asked.length === asked) await pause(50);
  for (;;) {
    const [connection] = (await second.client.connection.list({ incident })).items;
    if (connection?.isAsking === false) {
      expect(connection).toMatchObject({ problem: null, notUnderstood: 0 });
      break;
    }
    await pause(50);
  }
  expect(await count(second)).toBe(2);
});

describeOnServer('two processes on a server', () => {
  test('never ask a connection twice at once, and store an answer once', async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await testServerDatabase());
    const world = await testWorld(database.store);
    let open = 0;
    let most = 0;
    const peer = stack.use(
      await openWebPeer((_, response) => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
          response.end(feed(1, 2, 3));
        }, 30);
      }),
    );
    const fetch = createGuardedFetch(parsePrivateHosts('127.0.0.1'), () => systemClock.now());
    const apps: TestApp[] = [];
    for (const _ of times(2, (index) => index))
      apps.push(stack.use(await appOn(database.store, systemClock, { fetch })));
    const editor = world.as(world.editor);
    const token = await createToken(editor);
    const { ref } = await makeIncident(editor);
    const send = async (index: number, method: string, path: string, body?: unknown) =>
      apps[index % 2]?.send(method, `/api/incidents/${ref}/connections${path}`, { token, body });
    const settings = { kind: 'feed', url: `${peer.origin}/feed` };
    const response = await send(0, 'POST', '', { name: 'Status', settings });
    const { id } = Connection.parse(await response?.json());
    for (const round of times(5, (index) => index)) {
      do {
        const answers = await Promise.all(
          times(6, (index) => send(index, 'POST', `/${id}/pull`).then((one) => one?.status)),
        );
        expect(new Set(answers)).toEqual(new Set([202]));
        await pause(10);
        // While it is asked, it is not asked again.
      } while (peer.asked.length <= round);
    }
    const record = async () => {
      const path = `/api/incidents/${ref}/record`;
      return (await apps[0]?.send('GET', path, { token }))?.text();
    };
    while (!(await record())?.includes('Entry 3')) await pause(20);
    expect(most).toBe(1);
    expect((await record())?.match(/"text":"Entry \d"/g)).toHaveLength(3);
  });
});
