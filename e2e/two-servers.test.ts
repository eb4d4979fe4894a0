import { createClient } from '@debrief/client';
import { CreatedApiKey } from '@debrief/contract';
import { startDebrief } from '@debrief/testkit/process';
import { openBrowser, signedIn } from '@debrief/testkit/browser';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bringIn, chat } from './bring-in.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';
import { watch } from './watch.ts';

const server = process.env['DEBRIEF_TEST_DATABASE_URL'] ?? '';

describe.skipIf(server === '')(server === '' ? 'two servers (skipped: DEBRIEF_TEST_DATABASE_URL is not set; npm test sets it)' : 'two servers', () => {
  test('two processes on one database: what is promoted at one is seen at the other, and a stop of one takes nothing from the other', async () => {
    await using database = await madeDatabase();
    await using here = await startDebrief({ databaseUrl: database.url, env: { DEBRIEF_DEMO: 'false' } });
    await using there = await startDebrief({ databaseUrl: database.url, env: { DEBRIEF_DEMO: 'false' } });
    const browser = await openBrowser();
    try {
      const faults: string[] = [];
      // The process that started last printed the link that counts.
      const other = await (await signedIn(browser, there)).newPage();
      const one = await (await signedIn(browser, here)).newPage();
      for (const page of [one, other]) watch(page.context(), faults);
      const client = createClient({ baseUrl: there.origin, token: await keyOf(other) });
      await bringIn({ client }, 'Side by side', { name: 'chat.jsonl', body: chat(['is it the broker?', 'the broker is fine', 'it is the alias']) });
      for (const page of [one, other]) await openIncident(page, '/incidents/INC-1');
      await record(one).focus();
      await one.keyboard.press('e');
      await hasEvents(other, 1);
      await timeline(other).getByText('is it the broker?').waitFor();
      await record(other).focus();
      await other.keyboard.press('j');
      await other.keyboard.press('e');
      await hasEvents(one, 2);
      expect(faults).toEqual([]);

      expect(await here.stop()).toBe(0);
      await other.keyboard.press('j');
      await other.keyboard.press('e');
      await hasEvents(other, 3);
      await expect.poll(async () => (await client.timeline.list({ incident: 'INC-1' })).events.length, { timeout: 5000 }).toBe(3);
    } finally {
      await browser.close();
    }
  });
});

/** On a server there is no operator's token in a folder: the owner makes a key. */
async function keyOf(page: Page): Promise<string> {
  const answer = await page.request.post('/api/keys', { data: { name: 'journey', scopes: ['read', 'write', 'import'] } });
  return CreatedApiKey.parse(await answer.json()).key;
}

/** A database of its own on the server of the run. */
async function madeDatabase(): Promise<AsyncDisposable & { url: string }> {
  const name = `debrief_journey_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, [Symbol.asyncDispose]: () => onServer(`drop database if exists ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
