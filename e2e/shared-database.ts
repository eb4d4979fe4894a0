import { CreatedApiKey } from '@debrief/contract';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';

const server = process.env['DEBRIEF_TEST_DATABASE_URL'] ?? '';

/** Journeys with several processes on one database, if the run has a PostgreSQL server. */
export function describeOnServers(title: string, journeys: () => void): void {
  describe.skipIf(server === '')(
    server === ''
      ? `${title} (skipped: DEBRIEF_TEST_DATABASE_URL is not set; npm test sets it)`
      : title,
    journeys,
  );
}

/** A separate database on the run's server. */
export async function madeDatabase(): Promise<AsyncDisposable & { url: string }> {
  const name = `debrief_journey_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

/** On a server there is no operator token in a folder: the owner creates a key. */
export async function createKey(page: Page): Promise<string> {
  const answer = await page.request.post('/api/keys', {
    data: { name: 'journey', scopes: ['read', 'write', 'import', 'stories'] },
  });
  return CreatedApiKey.parse(await answer.json()).key;
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
