import { createClient } from '@debrief/client';
import { KeyScope } from '@debrief/contract';
import { ownerSignIn } from '@debrief/testkit/browser';
import { makeDatabase, type MadeDatabase } from '@debrief/testkit/make-database';
import { startDebrief, waitForSample, type DebriefProcess } from '@debrief/testkit/process';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../tools/postgres.ts';
import { ensureWebBuilt } from '../tools/set-up.mjs';
import { createPersonClient } from './person-client.ts';

/**
 * Databases to copy: with the evidence of the sample, with the completed sample too, and
 * without incidents.
 */
export type StartName = 'sample' | 'completed' | 'empty';

/** What the journeys of a file start with. */
export interface Start {
  /** A database with the accounts of the owner and of an operator. */
  url: string;
  /** A key of the operator, with all scopes. */
  token: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    starts: Record<StartName, Start>;
  }
}

const operator = {
  name: 'Operator',
  email: 'operator@example.org',
  password: 'the keeper of keys',
};

/**
 * Journeys use the built web application, so it is built first if its sources have changed. Most
 * continue from a copy of a prepared database, which is faster than a first start.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureWebBuilt();
  const given = process.env['DEBRIEF_TEST_DATABASE_URL'] ?? '';
  const server = given === '' ? await startPostgres() : null;
  const url = server?.url ?? given;
  const [sample, completed, empty] = await Promise.all([
    prepare(url, 'raw', 'INC-1'),
    prepare(url, 'finished', 'INC-2'),
    prepare(url, 'none'),
  ]);
  project.provide('serverUrl', url);
  project.provide('starts', {
    sample: sample.start,
    completed: completed.start,
    empty: empty.start,
  });
  return async () => {
    for (const { database } of [sample, completed, empty]) await database[Symbol.asyncDispose]();
    await server?.stop();
  };
}

/** Incident `last` is the last one that the server adds to a database with this demo. */
async function prepare(
  server: string,
  demo: 'raw' | 'finished' | 'none',
  last?: string,
): Promise<{ database: MadeDatabase; start: Start }> {
  const database = await makeDatabase(server);
  const { url } = database;
  await using debrief = await startDebrief({ databaseUrl: url, env: { DEBRIEF_DEMO: demo } });
  const token = await createOperatorKey(debrief);
  if (last !== undefined)
    await waitForSample(createClient({ baseUrl: debrief.origin, token }), last);
  return { database, start: { url, token } };
}

async function createOperatorKey({ address, origin }: DebriefProcess): Promise<string> {
  const anyone = createClient({ baseUrl: origin });
  const setupToken = new URL(address).searchParams.get('token') ?? '';
  await anyone.access.claim({ token: setupToken, ...ownerSignIn });
  const owner = await createPersonClient(origin, ownerSignIn);
  const { path } = await owner.access.invite({ ...operator, role: 'admin' });
  const token = new URL(path, origin).searchParams.get('token') ?? '';
  await anyone.access.accept({ token, password: operator.password });
  const keeper = await createPersonClient(origin, operator);
  const { key } = await keeper.access.createKey({ name: 'journey', scopes: [...KeyScope.options] });
  return key;
}
