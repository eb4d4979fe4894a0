import { systemClock } from '@debrief/core/context';
import { describeOnServer, testServerDatabase, testWorld } from '@debrief/testkit';
import { openFakeSlack } from '@debrief/testkit/chat';
import { startDebrief } from '@debrief/testkit/process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createToken } from '../testing/app.ts';

describeOnServer('two processes on a server', () => {
  test('when the one that listens is killed, the other continues and every message is there once', async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await testServerDatabase());
    const world = await testWorld(database.store);
    const token = await createToken(world.as(world.editor));
    const slack = stack.use(await openFakeSlack(systemClock));
    const options = {
      databaseUrl: database.url,
      token,
      env: { DEBRIEF_DEMO: 'false', DEBRIEF_PRIVATE_HOSTS: '127.0.0.1' },
    };
    const first = stack.use(await startDebrief(options));
    const { ref: incident } = await first.client.incident.declare({ title: 'Killed' });
    const settings = { kind: 'slack', channels: 'inc-12', url: slack.origin } as const;
    const given = { incident, name: 'Slack', token: `${slack.appToken} ${slack.botToken}` };
    await first.client.connection.create({ ...given, settings: { ...settings, pastDays: 7 } });
    while (slack.countSockets() === 0) await pause(20);
    const second = stack.use(await startDebrief(options));
    const { client } = second;
    const expected: string[] = [];
    const say = (count: number) => {
      for (let index = 0; index < count; index += 1) {
        expected.push(`message ${expected.length}`);
        slack.send(expected.at(-1) ?? '');
      }
    };
    const record = async () =>
      (await client.evidence.record({ incident, limit: 500 })).items.map(({ text }) => text);
    say(50);
    while ((await record()).length === 0) await pause(20);
    say(50);
    await first.kill();
    while (slack.countSockets() > 0) await pause(20);
    say(50);
    const start = performance.now();
    while (slack.countSockets() === 0) await pause(100);
    say(50);
    while ((await record()).length < expected.length) await pause(100);
    expect(performance.now() - start).toBeLessThan(45_000);
    expect(await record()).toEqual(expected);
    const [connection] = (await client.connection.list({ incident })).items;
    expect(connection).toMatchObject({ isAsking: true, problem: null, notUnderstood: 0 });
  }, 120_000);
});
