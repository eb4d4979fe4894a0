import type { Role } from '@debrief/contract';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { keepScreens, watch } from './watch.ts';

export interface Person {
  name: string;
  email: string;
  password: string;
}
type ContextOptions = Parameters<Browser['newContext']>[0];

/** A running Debrief with a browser. */
export interface Desk {
  debrief: DebriefProcess;
  browser: Browser;
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
  env?: Record<string, string>;
  /**
   * Whether Debrief starts on an empty folder, as with custom options; otherwise on a copy of a
   * first start, with the demo incident.
   */
  isFirstStart?: boolean;
}

const patienceMs = 15_000;

/**
 * One Debrief for all journeys of a file. A journey fails on any console error or exception in a
 * page, on a browser dialog, and on a request to anything but the server.
 */
export function standingDesk({
  env,
  isFirstStart = env !== undefined,
}: DeskOptions = {}): () => Desk {
  let desk: Desk | null = null;
  let dataDir = '';
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
    dataDir = await mkdtemp(join(tmpdir(), 'debrief-data-'));
    if (!isFirstStart) await cp(inject('startedDataDir'), dataDir, { recursive: true });
    const [debrief, browser] = await Promise.all([
      startDebrief({ dataDir, ...(env && { env }) }),
      openBrowser(),
    ]);
    desk = {
      debrief,
      browser,
      stranger: async (more) =>
        keep(
          await browser.newContext({
            viewport: { width: 1440, height: 900 },
            baseURL: debrief.origin,
            ...more,
          }),
        ),
      page: async (person = null, more = {}) =>
        keep(
          person === null
            ? await signInPage(browser, debrief, more)
            : await signedInAs(browser, debrief, person, more),
        ),
      invite: async (name, role) => {
        await (await signInPage(browser, debrief)).close();
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
    await desk?.browser.close();
    await desk?.debrief[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  });
  return () => {
    if (!desk) throw new Error('The desk stands inside of tests alone');
    return desk;
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
