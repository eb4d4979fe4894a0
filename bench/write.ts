import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { median, ms, quantile, timed, type Figure } from './figures.ts';
import { largeIncident, startOnLargeRecord } from './large-record.ts';

const times = 100;
const watched = 20;

export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startOnLargeRecord();
  const { items } = await debrief.client.evidence.record({ incident: largeIncident, limit: 200 });
  const add = (index: number, title?: string) => {
    const evidenceId = items[index % items.length]?.id ?? '';
    return debrief.client.timeline.add({
      incident: largeIncident,
      citations: [{ evidenceId }],
      ...(title ? { title } : {}),
    });
  };
  const taken = await timed(times, (index) => add(index));

  await using browser = await openBrowser();
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  await page.goto(`/incidents/${largeIncident}`);
  await page.locator('[data-evidence]').first().waitFor();
  await page.waitForTimeout(1_000);
  const delays: number[] = [];
  for (let index = 0; index < watched; index += 1) {
    const title = `Seen elsewhere ${index}`;
    const seenAt = page.evaluate(whenSeen, title);
    await page.waitForTimeout(100);
    const sentAt = Date.now();
    await add(index, title);
    delays.push((await seenAt) - sentAt);
  }
  const [middle, seen] = [median(taken), median(delays)];
  yield* [
    {
      what: 'add an item to the timeline, embedded',
      measured: `${ms(middle)} (95 % under ${ms(quantile(taken, 0.95))})`,
      yardstick: 'under 25 ms at the median',
      isMet: middle < 25,
    },
    {
      what: 'from the request until a second browser shows the event',
      measured: `${ms(seen)} (slowest of ${watched}: ${ms(Math.max(...delays))})`,
      yardstick: 'under 200 ms',
      isMet: seen < 200,
    },
  ];
}

/** Runs in the page: the wall-clock time at which the text appears in it. */
async function whenSeen(text: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const look = () => {
    if (document.body.innerText.includes(text)) resolve(Date.now());
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  const seenAt = await promise;
  observer.disconnect();
  return seenAt;
}
