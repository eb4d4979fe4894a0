import { createClient } from '@debrief/client';
import { createInboundEndpoint } from '@debrief/core/inbound';
import { createApiKey } from '@debrief/core/account';
import { openStore } from '@debrief/core/db';
import { KeyScope } from '@debrief/contract';
import { makeIncident, testWorld, times } from '@debrief/testkit';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';

const senders = 12;
const deliveries = 25;

/** What a sender sends; the same body again is the same delivery. */
const toBody = (text: string) => JSON.stringify({ time: '2026-03-02T08:00:00Z', text });

test('twelve senders, three processes, one killed and the database restarted: each delivery once', async () => {
  const postgres = await startPostgres();
  const processes: DebriefProcess[] = [];
  try {
    const store = await openStore({ kind: 'server', url: postgres.url });
    const world = await testWorld(store);
    const editor = world.as(world.editor);
    const { ref: incident } = await makeIncident(editor);
    const { key } = await createApiKey(editor, { name: 'all', scopes: [...KeyScope.options] });
    const paths: string[] = [];
    for (const index of times(senders, (one) => one))
      paths.push(
        (
          await createInboundEndpoint(editor, {
            incident,
            name: `Sender ${index}`,
            source: 'generic',
          })
        ).path,
      );
    await store.close();
    const start = () =>
      startDebrief({
        databaseUrl: postgres.url,
        token: key,
        env: { DEBRIEF_DEMO: 'none', DEBRIEF_LOG_LEVEL: 'silent' },
      });
    processes.push(...(await Promise.all([start(), start(), start()])));

    let acknowledged = 0;
    const send = async (path: string, text: string, turn: number): Promise<void> => {
      for (let attempt = turn; ; attempt += 1) {
        const to = processes[attempt % processes.length];
        const status = await fetch(`${to?.origin}${path}`, {
          method: 'POST',
          body: toBody(text),
          signal: AbortSignal.timeout(10_000),
        }).then(
          (response) => response.status,
          () => 0,
        );
        if (status === 202) break;
        // Like a real sender: an error of the server is tried again, a refusal is not.
        if (status !== 0 && status < 500) throw new Error(`${text} was answered with ${status}`);
        await pause(100);
      }
      acknowledged += 1;
    };
    const texts = times(senders, (sender) => times(deliveries, (one) => `${sender}/${one}`));
    const all = texts.map(async (own, sender) => {
      for (const [index, text] of own.entries())
        await send(paths[sender] ?? '', text, sender + index);
    });
    const until = async (share: number) => {
      while (acknowledged < senders * deliveries * share) await pause(5);
    };
    const faults = (async () => {
      await until(0.3);
      await processes[1]?.kill();
      await until(0.6);
      await postgres.restart();
    })();
    await Promise.all([...all, faults]);
    expect(acknowledged).toBe(senders * deliveries);

    const client = createClient({ baseUrl: processes[0]?.origin ?? '', token: key });
    const readAll = async () => {
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await client.evidence.record({
          incident,
          limit: 500,
          ...(after && { after }),
        });
        found.push(...page.items.map((item) => item.text));
        after = page.after ?? undefined;
      } while (after !== undefined);
      return found;
    };
    while ((await readAll()).length < senders * deliveries) await pause(200);
    expect((await readAll()).toSorted()).toEqual(texts.flat().toSorted());
    const { items } = await client.inbound.list({ incident });
    expect(items.map((one) => one.perHour.at(-1))).toEqual(times(senders, () => deliveries));
  } finally {
    for (const one of processes) await one[Symbol.asyncDispose]();
    await postgres.stop();
  }
});
