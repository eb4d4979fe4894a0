import { openBrowser, signInPage } from '@debrief/testkit/browser';
import type { DebriefProcess } from '@debrief/testkit/process';
import type { Browser } from 'playwright-core';
import { countFigure, median, ratioFigure, type Figure, type Turns } from './figures.ts';
import { largeIncident, largeItems, startOnLargeRecord } from './large-record.ts';

const rounds = 7;

/**
 * A browser with an empty cache opens the incident, until the record's rows are shown; compared
 * with an empty page of the same server.
 */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startOnLargeRecord();
  await using browser = await openBrowser();
  const turns: Turns = { ours: [], bare: [] };
  const scripts: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const bare = await visit(browser, debrief, '/api/health', 'body');
    const ours = await visit(browser, debrief, `/incidents/${largeIncident}`, '[data-evidence]');
    if (round < 0) continue;
    turns.bare.push(bare.usableMs);
    turns.ours.push(ours.usableMs);
    scripts.push(ours.scriptBytes);
  }
  const bytes = median(scripts);
  yield ratioFigure(
    `incident page of ${largeItems.toLocaleString('en')} items usable, cold cache`,
    turns,
    'an empty page',
    20,
  );
  yield countFigure(
    'compressed script of the first load',
    `${(bytes / 1000).toFixed(0)} kB`,
    'at most 190 kB',
    bytes > 0 && bytes <= 190_000,
  );
}

/**
 * Opens a page in a new profile until the element is shown; returns the compressed size of the
 * script it loaded.
 */
export async function visit(
  browser: Browser,
  debrief: DebriefProcess,
  path: string,
  element: string,
): Promise<{ usableMs: number; scriptBytes: number }> {
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const heads = new Map<string, number>();
  let scriptBytes = 0;
  session.on('Network.responseReceived', (event) => {
    if (event.type === 'Script') heads.set(event.requestId, event.response.encodedDataLength);
  });
  session.on('Network.loadingFinished', (event) => {
    const head = heads.get(event.requestId);
    if (head !== undefined) scriptBytes += event.encodedDataLength - head;
  });
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(element).first().waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle').catch(() => {});
  return { usableMs, scriptBytes };
}
