import { openBrowser } from '@debrief/testkit/browser';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import type { Browser } from 'playwright-core';
import { countFigure, median, ratioFigure, type Figure, type Turns } from './figures.ts';

const rounds = 7;
const entries = 30;

/** A mid-range phone on 4G: a quarter of this machine's speed, 9 Mbit/s, 60 ms to the server. */
const phone = { cpu: 4, bytesPerSecond: (9 * 1_000_000) / 8, latencyMs: 60 };

/**
 * Someone without an account opens 30 entries about them on a phone, with an empty cache, compared
 * with an empty page of the same server.
 */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'false' } });
  await using browser = await openBrowser();
  const token = await makeEntries(debrief);
  const turns: Turns = { ours: [], bare: [] };
  const sizes: number[] = [];
  // The link belongs to one browser: its cookie is given to the new profile of each round.
  const cookie = await openLink(browser, debrief, token);
  for (let round = -1; round < rounds; round += 1) {
    const bare = await visit(browser, debrief, cookie, '/api/health', 'body');
    const ours = await visit(browser, debrief, cookie, cookie.path, '[aria-current="step"]');
    if (round < 0) continue;
    turns.bare.push(bare.usableMs);
    turns.ours.push(ours.usableMs);
    sizes.push(ours.scriptBytes);
  }
  const bytes = median(sizes);
  yield ratioFigure(
    `${entries} entries usable on a phone, cold cache`,
    turns,
    'an empty page on the same phone',
    6,
  );
  yield countFigure(
    'compressed script of the page',
    `${(bytes / 1000).toFixed(1)} kB`,
    'at most 100 kB',
    bytes > 0 && bytes <= 100_000,
  );
}

/** An incident with 30 events that cite one person; returns the secret of their link. */
async function makeEntries({ client }: DebriefProcess): Promise<string> {
  const { ref: incident } = await client.incident.declare({ title: 'Search shows no results' });
  const lines = Array.from({ length: entries * 3 }, (_, index) =>
    JSON.stringify({
      at: new Date(Date.UTC(2026, 2, 2, 8, index)).toISOString(),
      author: index % 3 === 1 ? 'Dana Reyes' : 'Ada Byron',
      text: `line ${index}: the consumer is behind by ${index} minutes, and the alias is unchanged`,
    }),
  );
  const file = new Blob([lines.join('\n')]);
  const { id } = await client.evidence.import({ incident, name: 'record.jsonl' }, { file });
  while ((await client.evidence.getImport({ id })).state === 'running')
    await new Promise((resolve) => setTimeout(resolve, 50));
  const { items } = await client.evidence.record({ incident, limit: 200 });
  for (const item of items.filter(({ author }) => author?.name === 'Dana Reyes'))
    await client.timeline.add({ incident, citations: [{ evidenceId: item.id }] });
  const { people } = await client.calibration.get({ incident });
  const dana = people.find(({ name }) => name === 'Dana Reyes');
  const personIds = [dana?.personId ?? ''];
  const { links } = await client.calibration.send({ incident, personIds });
  return links[0]?.path ?? '';
}

interface Opened {
  path: string;
  name: string;
  value: string;
}

async function openLink(
  browser: Browser,
  { origin }: DebriefProcess,
  path: string,
): Promise<Opened> {
  await using context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('[aria-current="step"]').waitFor();
  const [cookie] = await context.cookies();
  if (!cookie) throw new Error('The link set no cookie.');
  return { path: new URL(page.url()).pathname, name: cookie.name, value: cookie.value };
}

async function visit(
  browser: Browser,
  { origin }: DebriefProcess,
  { name, value }: Opened,
  path: string,
  element: string,
): Promise<{ usableMs: number; scriptBytes: number }> {
  await using context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: phone.latencyMs,
    downloadThroughput: phone.bytesPerSecond,
    uploadThroughput: phone.bytesPerSecond / 4,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: phone.cpu });
  const scripts = new Set<string>();
  let scriptBytes = 0;
  session.on('Network.responseReceived', (event) => {
    if (event.type === 'Script') scripts.add(event.requestId);
  });
  session.on('Network.loadingFinished', (event) => {
    if (scripts.has(event.requestId)) scriptBytes += event.encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(element).first().waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle').catch(() => {});
  return { usableMs, scriptBytes };
}
