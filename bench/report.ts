import { createClient } from '@debrief/client';
import type { Block } from '@debrief/contract';
import { createApiKey, inviteAccount } from '@debrief/core/account';
import type { Context } from '@debrief/core/context';
import { startDebrief } from '@debrief/testkit/process';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import {
  openWriter,
  waitUntilSynced,
  text,
  until,
  readEntireDocument,
} from '../apps/server/src/testing/live-writer.ts';
import { startPostgres } from '../tools/postgres.ts';
import { median, ms, quantile, timed, type Figure } from './figures.ts';
import { emptyStore } from './stores.ts';

const words = 20_000;
const keys = 120;
const rounds = 7;

/** Two processes on one PostgreSQL, five writers without a browser: how long a key takes to the other process, and a long report to arrive. */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  try {
    await using made = await emptyStore(postgres.url);
    const token = await writersKey(made.ctx);
    const options = { databaseUrl: made.url ?? '', env: { DEBRIEF_DEMO: 'false' } };
    await using one = await startDebrief(options);
    await using other = await startDebrief(options);
    const client = createClient({ baseUrl: one.origin, token });
    const incident = await client.incident.declare({ title: 'Written together' });
    await client.report.write({
      incident: incident.ref,
      sections: [{ how: 'replace', kind: 'summary', blocks: longText() }],
    });
    const open = (origin: string, doc = new Y.Doc()) =>
      openWriter(origin, { name: incident.id, token, doc });
    const arrived = await timed(rounds, async () => {
      const writer = open(other.origin);
      await new Promise<void>((resolve) => void writer.provider.on('synced', () => resolve()));
      if (readEntireDocument(writer.doc).split(/[\s<>]+/).length < words)
        throw new Error('The report did not arrive whole');
      writer.leave();
    });
    const crew = [one, other, one, other, one].map(({ origin }) => open(origin));
    await Promise.all(crew.map(waitUntilSynced));
    const [here, there, ...others] = crew;
    if (!here || !there) throw new Error('Nobody writes');
    let isWriting = true;
    const writing = others.map(async ({ doc }) => {
      while (isWriting) {
        text(doc).insert(0, 'x');
        await pause(120);
      }
    });
    const across: number[] = [];
    for (let index = 0; index < keys; index += 1) {
      // As people type: what is typed at once goes out with what came before it.
      await pause(60);
      const start = performance.now();
      await seen(here.doc, there.doc, `k${index};`);
      across.push(performance.now() - start);
    }
    isWriting = false;
    await Promise.all(writing);
    const whole = Y.encodeStateAsUpdate(here.doc);
    const bareKey = median(await timed(keys, (index) => bareExchange(whole, `k${index};`)));
    const bareDocument = median(await timed(rounds, async () => Y.applyUpdate(new Y.Doc(), whole)));
    for (const writer of crew) writer.leave();
    const [key, document] = [median(across), median(arrived)];
    yield* [
      {
        what: `a key of one of ${crew.length} writers, until a writer on the other process has it`,
        measured: `${ms(key)} (95 % under ${ms(quantile(across, 0.95))})`,
        yardstick: `under 100 ms at the median; a bare exchange in memory: ${Math.round(bareKey * 1000)} µs`,
        isMet: key < 100,
      },
      {
        what: `a report of ${words.toLocaleString('en')} words, until it is synced`,
        measured: `${ms(document)} (slowest of ${rounds}: ${ms(Math.max(...arrived))})`,
        yardstick: `under 500 ms; the same applied in memory: ${ms(bareDocument)}`,
        isMet: document < 500,
      },
    ];
  } finally {
    await postgres.stop();
  }
}

/** Types in one document and waits until the other has it. */
async function seen(from: Y.Doc, to: Y.Doc, mark: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => text(to).toJSON().includes(mark) && resolve();
  to.on('update', look);
  text(from).insert(0, mark);
  const late = setTimeout(resolve, 10_000);
  await promise;
  clearTimeout(late);
  to.off('update', look);
  await until('the key to arrive', () => text(to).toJSON().includes(mark), 1);
}

let pair: [Y.Doc, Y.Doc] | null = null;

async function bareExchange(whole: Uint8Array, mark: string): Promise<void> {
  if (!pair) {
    const [from, to] = [new Y.Doc(), new Y.Doc()];
    for (const doc of [from, to]) Y.applyUpdate(doc, whole);
    from.on('update', (update: Uint8Array) => Y.applyUpdate(to, update));
    pair = [from, to];
  }
  text(pair[0]).insert(0, mark);
  if (!text(pair[1]).toJSON().includes(mark)) throw new Error('The bare exchange lost a key');
}

function longText(): Block[] {
  const sentence = 'The alias lacked the collection of the day, and nobody was told of it. ';
  const each = 14 * 10;
  const long: Block[] = Array.from({ length: Math.ceil(words / each) }, () => ({
    type: 'paragraph',
    content: [{ type: 'text', text: sentence.repeat(10).trim() }],
  }));
  return [{ type: 'paragraph', content: [{ type: 'text', text: '|' }] }, ...long];
}

async function writersKey(ctx: Context): Promise<string> {
  const { account } = await inviteAccount(ctx, {
    name: 'Writer',
    email: 'writer@example.org',
    role: 'admin',
  });
  const writer: Context = {
    ...ctx,
    actor: { type: 'account', accountId: account.id, name: account.name, role: account.role },
  };
  return (await createApiKey(writer, { name: 'bench', scopes: ['read', 'write'] })).key;
}
