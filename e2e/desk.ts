import type { Role } from '@debrief/contract';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { makeDatabase } from '@debrief/testkit/make-database';
import { startDebrief, type DebriefOptions, type DebriefProcess } from '@debrief/testkit/process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { StartName } from './set-up.ts';
import { keepScreens, watch } from './watch.ts';

export interface Person {
  name: string;
  email: string;
  password: string;
}
type ContextOptions = Parameters<Browser['newContext']>[0];

/** A running Debrief, and pages of a browser on it. */
export interface Desk {
  debrief: DebriefProcess;
  /** A new browser profile without a sign-in. */
  stranger(options?: ContextOptions): Promise<Page>;
  /** A page in a new profile, signed in as the owner or as the given person. */
  page(person?: Person | null, options?: ContextOptions): Promise<Page>;
  /** Another account that has accepted its invitation. */
  invite(name: string, role: Role): Promise<Person>;
  /** Allows console errors in this journey, for example a rejection that it tests. */
  expects(fault: RegExp): void;
}

export interface DeskOptions {
  /**
   * A copy of a prepared database on PostgreSQL (the default is `sample`), or a first start on a
   * new data folder.
   */
  start?: StartName | 'first';
  env?: Record<string, string>;
}

const patienceMs = 15_000;

/**
 * One Debrief for all journeys of a file. A journey fails on any console error or exception in a
 * page, on a browser dialog, and on a request to anything but the server.
 */
export function standingDesk({ start = 'sample', env = {} }: DeskOptions = {}): () => Desk {
  let desk: Desk | null = null;
  const opened = new AsyncDisposableStack();
  const faults: string[] = [];
  let expected: RegExp[] = [];
  const contexts: BrowserContext[] = [];
  const keep = async (context: BrowserContext) => {
    contexts.push(context);
    context.setDefaultTimeout(patienceMs);
    watch(context, faults);
    return context.newPage();
  };
  beforeAll(async () => {
    const database = start === 'first' ? null : await copyDatabase(start);
    if (database) opened.use(database);
    const debrief = opened.use(
      await startDebrief({ ...database, env: { ...database?.env, ...env } }),
    );
    desk = {
      debrief,
      stranger: async (more) =>
        keep(
          await (
            await sharedBrowser()
          ).newContext({
            viewport: { width: 1440, height: 900 },
            baseURL: debrief.origin,
            ...more,
          }),
        ),
      page: async (person = null, more = {}) => {
        const browser = await sharedBrowser();
        return keep(
          person === null
            ? await signInPage(browser, debrief, more)
            : await signedInAs(browser, debrief, person, more),
        );
      },
      invite: async (name, role) => {
        if (start === 'first') await (await signInPage(await sharedBrowser(), debrief)).close();
        return invite(debrief, name, role);
      },
      expects: (fault) => void expected.push(fault),
    };
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreens(contexts, task.name);
    for (const context of contexts.splice(0)) await context.close();
    const found = faults
      .splice(0)
      .filter((fault) => !expected.some((pattern) => pattern.test(fault)));
    expected = [];
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await opened.disposeAsync();
  });
  return () => {
    if (!desk) throw new Error('The desk stands inside of tests alone');
    return desk;
  };
}

let shared: Promise<Browser> | null = null;

/**
 * The worker's browser, for the journeys of all its files: each has profiles of its own. A new one
 * replaces a browser that has crashed.
 */
export async function sharedBrowser(): Promise<Browser> {
  const browser = await shared;
  if (browser?.isConnected()) return browser;
  shared = openBrowser();
  return shared;
}

/** A copy of a prepared database, and the operator's key for it. */
export async function copyDatabase(start: StartName): Promise<AsyncDisposable & DebriefOptions> {
  const { url, token } = inject('starts')[start];
  const database = await makeDatabase(inject('serverUrl'), url);
  return {
    databaseUrl: database.url,
    token,
    env: { DEBRIEF_DEMO: 'false' },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function signedInAs(
  browser: Browser,
  debrief: DebriefProcess,
  { email, password }: Person,
  options: ContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: debrief.origin,
    ...options,
  });
  const answer = await context.request.post('/api/session', { data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${await answer.text()}`);
  return context;
}

async function invite(debrief: DebriefProcess, name: string, role: Role): Promise<Person> {
  const person = {
    name,
    email: `${name.toLowerCase()}@example.org`,
    password: `the long password of ${name}`,
  };
  const { path } = await debrief.client.access.invite({ name, email: person.email, role });
  const token = new URL(path, debrief.origin).searchParams.get('token') ?? '';
  await debrief.client.access.accept({ token, password: person.password });
  return person;
}
