import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { startDebrief } from '@debrief/testkit/process';
import type { Browser } from 'playwright-core';
import { study } from '../demo/study/study.ts';
import { median, ms, timed, type Figure } from './figures.ts';

const rounds = 9;

/** The published review of the demo incident in a browser that has nothing in its cache, beside an empty page of the same server. */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startDebrief();
  const { incident } = await study(debrief.client, 'INC-1');
  const { state } = await debrief.client.report.readiness({ incident: incident.ref });
  const version = await debrief.client.report.publish({ incident: incident.ref, state });
  await using browser = await openBrowser();
  const bare: number[] = [];
  const usable: number[] = [];
  const scripts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push((await visit(browser, debrief, '/api/health', null)).usableMs);
    const seen = await visit(browser, debrief, version.path, 'Ask about this section');
    usable.push(seen.usableMs);
    scripts.push(seen.scriptBytes);
  }
  const [middle, bytes] = [median(usable), median(scripts)];
  yield* [
    {
      what: `a review of ${version.words} words usable, cold cache`,
      measured: `${ms(middle)} (slowest of ${rounds}: ${ms(Math.max(...usable))}; an empty page ${ms(median(bare))})`,
      yardstick: 'under 700 ms',
      isMet: middle < 700,
    },
    {
      what: 'compressed script in all',
      measured: `${(bytes / 1000).toFixed(1)} kB`,
      yardstick: 'at most 100 kB',
      isMet: bytes > 0 && bytes <= 100_000,
    },
  ];
  for (const format of ['html', 'pdf'] as const) {
    const taken = median(
      await timed(
        5,
        async () =>
          (
            await debrief.client.report.exportVersion({ incident: incident.ref, format })
          ).arrayBuffer(),
        1,
      ),
    );
    const { what, limitMs } =
      format === 'pdf'
        ? { what: 'a PDF, set in a thread of its own', limitMs: 5_000 }
        : { what: 'one HTML file', limitMs: 1_000 };
    yield {
      what: `the same as ${what}`,
      measured: ms(taken),
      yardstick: `under ${limitMs / 1_000} s`,
      isMet: taken < limitMs,
    };
  }
}

async function visit(
  browser: Browser,
  debrief: Parameters<typeof signInPage>[1],
  path: string,
  button: string | null,
) {
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  let scriptBytes = 0;
  session.on(
    'Network.responseReceived',
    (event) => event.type === 'Script' && scripts.add(event.requestId),
  );
  session.on(
    'Network.loadingFinished',
    (event) => (scriptBytes += scripts.has(event.requestId) ? event.encodedDataLength : 0),
  );
  await page.goto(path, { waitUntil: 'commit' });
  if (button === null) await page.waitForLoadState('load');
  else await page.getByRole('button', { name: button }).first().waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle');
  return { usableMs, scriptBytes };
}
