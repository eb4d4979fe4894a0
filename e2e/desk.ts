import type { Incident } from '@debrief/contract';
import { openBrowser, signedIn } from '@debrief/testkit/browser';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A running Debrief with a browser in front of it. */
export interface Desk extends AsyncDisposable {
  debrief: DebriefProcess;
  browser: Browser;
  /** A page of a fresh profile, signed in as the owner. */
  page(): Promise<Page>;
  /** What any page wrote to its error console, or threw: a journey ends with none. */
  faults: string[];
}

export async function openDesk(options: Parameters<typeof startDebrief>[0] = {}): Promise<Desk> {
  const debrief = await startDebrief(options);
  const browser = await openBrowser();
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  return {
    debrief,
    browser,
    faults,
    async page() {
      const context = await signedIn(browser, debrief);
      contexts.push(context);
      const page = await context.newPage();
      watch(page, faults);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await debrief[Symbol.asyncDispose]();
    },
  };
}

export function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
}

/** Imports a file through the API and waits for its account. */
export async function bringIn(
  debrief: DebriefProcess,
  title: string,
  file: { name: string; body: BodyInit; options?: Record<string, string> },
): Promise<Incident> {
  const incident = await debrief.client.incident.declare({ title });
  let account = await debrief.client.evidence.import({ ...file.options, incident: incident.ref, name: file.name }, { file: file.body });
  while (account.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    account = await debrief.client.evidence.getImport({ id: account.id });
  }
  expect(account).toMatchObject({ state: 'done', rejected: 0 });
  return incident;
}

/** JSON lines of messages, a minute apart. */
export function chat(texts: string[]): string {
  return texts.map((text, index) => JSON.stringify({ at: new Date(Date.UTC(2026, 2, 2, 8, index)).toISOString(), author: 'ada', text })).join('\n');
}
