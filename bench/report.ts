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
import { measureElapsed, inTurns, ratioFigure, type Figure, type Turns } from './figures.ts';
import { emptyStore } from './stores.ts';

const words = 20_000;
const keys = 120;
const rounds = 7;

/**
 * Two processes on one PostgreSQL, five writers without a browser: how long a keystroke takes to
 * the other process, and a long report to arrive.
 */
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
    const empty = async () => {
      for (const { origin } of [one, other])
        await (await fetch(`${origin}/api/health`)).arrayBuffer();
    };
    const arrived = await inTurns(
      rounds,
      async () => {
        const writer = open(other.origin);
        await new Promise<void>((resolve) => void writer.provider.on('synced', () => resolve()));
        if (readEntireDocument(writer.doc).split(/[\s<>]+/).length < words)
          throw new Error('The report arrived incomplete');
        writer.leave();
      },
      empty,
    );
    const crew = [one, other, one, other, one].map(({ origin }) => open(origin));
    await Promise.all(crew.map(waitUntilSynced));
    const [here, there, ...others] = crew;
    if (!here || !there) throw new Error('No one writes');
    let isWriting = true;
    const writing = others.map(async ({ doc }) => {
      while (isWriting) {
        text(doc).insert(0, 'x');
        await pause(120);
      }
    });
    const across: Turns = { ours: [], bare: [] };
    for (let index = 0; index < keys; index += 1) {
      // As people type: simultaneous keystrokes are sent with earlier ones.
      await pause(60);
      across.bare.push(await measureElapsed(empty));
      across.ours.push(await measureElapsed(() => typeAndWait(here.doc, there.doc, `k${index};`)));
    }
    isWriting = false;
    await Promise.all(writing);
    for (const writer of crew) writer.leave();
    const yardstick = 'an empty request to each process';
    yield* [
      ratioFigure(
        `a key of one of ${crew.length} writers, until a writer on the other process has it`,
        across,
        yardstick,
        4,
      ),
      ratioFigure(
        `a report of ${words.toLocaleString('en')} words, until it is synced`,
        arrived,
        yardstick,
        20,
      ),
    ];
  } finally {
    await postgres.stop();
  }
}

/** Types in one document and waits until the other has it. */
async function typeAndWait(from: Y.Doc, to: Y.Doc, mark: string): Promise<void> {
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

function longText(): Block[] {
  const sentence = 'The alias lacked the collection of the day, and no one was warned. ';
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
