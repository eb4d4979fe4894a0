import type { Block, Inline } from '@debrief/contract';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { startDebrief, waitForSample } from '@debrief/testkit/process';
import type { Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import {
  openWriter,
  waitUntilSynced,
  text as firstText,
} from '../apps/server/src/testing/live-writer.ts';
import { ratioFigure, type Figure, type Turns } from './figures.ts';
import { createRandom } from './random.ts';

const words = 20_000;
const citations = 300;
const writers = 5;
const keys = 60;
const incident = 'INC-1';

/** Opening and writing a long report while four others also write in it. */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'raw' } });
  await waitForSample(debrief.client, 'INC-1');
  await using browser = await openBrowser();
  const { client } = debrief;
  const { items } = await client.evidence.record({ incident, limit: citations });
  await client.report.begin({ incident });
  await client.report.write({
    incident,
    sections: [
      {
        how: 'append',
        kind: 'other',
        title: 'At length',
        blocks: longText(items.map((item) => item.id)),
      },
    ],
  });
  const mine = await (await signInPage(browser, debrief)).newPage();
  const { id } = await client.incident.get({ incident });

  const opened: Turns = { ours: [], bare: [] };
  const lastCitation = new RegExp(`^Citation ${Math.min(citations, items.length)}\\b`);
  for (let round = 0; round < 5; round += 1) {
    await mine.goto('/api/health');
    opened.bare.push(await mine.evaluate(() => performance.now()));
    await mine.goto(`/incidents/${incident}/people`);
    await mine.getByRole('link', { name: 'Report', exact: true }).waitFor();
    const start = await mine.evaluate(() => performance.now());
    await mine.getByRole('link', { name: 'Report', exact: true }).click();
    await mine.getByRole('img', { name: lastCitation }).waitFor({ state: 'attached' });
    opened.ours.push((await mine.evaluate(() => performance.now())) - start);
  }

  await mine.locator('section[data-kind="other"] p').nth(50).click();
  // The others are on their own machines: their typing arrives over the socket, and their browsers
  // use no time here.
  const others = Array.from({ length: writers - 1 }, () =>
    openWriter(debrief.origin, { name: id, token: debrief.token }),
  );
  await Promise.all(others.map(waitUntilSynced));
  await mine.waitForTimeout(1_000);
  let isWriting = true;
  const writing = others.map(async ({ doc }) => {
    for (let at = 0; isWriting; at += 1) {
      firstText(doc).insert(0, 'they write too '.charAt(at % 15));
      await pause(120);
    }
  });
  const key = await keyTimes(mine);
  isWriting = false;
  await Promise.all(writing);
  for (const writer of others) writer.leave();
  const bare = await bareKeyTimes(mine);
  yield* [
    ratioFigure(
      `open a report of ${words.toLocaleString('en')} words with ${Math.min(citations, items.length)} citations, from the tab before it`,
      opened,
      'an empty page',
      30,
    ),
    ratioFigure(
      `the work of one key in it, while ${writers - 1} others write`,
      { ours: key, bare },
      'the same words in a bare editable element',
      3,
    ),
  ];
}

/**
 * From the keystroke to the end of the page's work for it: script, style and layout, without input
 * delivery.
 */
async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Reflect.set(globalThis, 'keyTimes', times);
    let start = 0;
    document.addEventListener('keydown', () => (start = performance.now()), { capture: true });
    document.addEventListener('input', () => {
      const channel = new MessageChannel();
      // After the editor's reaction to the browser's change of the text.
      channel.port1.addEventListener('message', () => {
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  });
  for (let index = 0; index < keys; index += 1) {
    await page.keyboard.press(index % 6 === 5 ? 'Space' : 'x');
    await page.waitForTimeout(40);
  }
  return page.evaluate(() => Reflect.get(globalThis, 'keyTimes') as number[]);
}

/** The baseline: the same text, editable by the browser itself, on an otherwise empty page. */
async function bareKeyTimes(page: Page): Promise<number[]> {
  const text = await page
    .locator('.report-text')
    .evaluate((element) => [...element.querySelectorAll('p')].map((one) => one.textContent ?? ''));
  await page.goto('about:blank');
  await page.evaluate((paragraphs) => {
    document.body.replaceChildren();
    const editable = document.createElement('div');
    editable.contentEditable = 'true';
    for (const words of paragraphs)
      editable.append(Object.assign(document.createElement('p'), { textContent: words }));
    document.body.append(editable);
  }, text);
  await page.locator('p').nth(50).click();
  return keyTimes(page);
}

function longText(ids: readonly string[]): Block[] {
  const next = createRandom(11);
  const vocabulary =
    'the alias index search vendor listing was found on Monday and job passed old name while alert stayed silent because'.split(
      ' ',
    );
  const perBlock = 60;
  const blocks = Math.ceil(words / perBlock);
  return Array.from({ length: blocks }, (_, block): Block => {
    const text = Array.from(
      { length: perBlock },
      () => vocabulary[Math.floor(next() * vocabulary.length)] ?? 'the',
    ).join(' ');
    const cited = Array.from(
      { length: Math.ceil(citations / blocks) },
      (_, index) => ids[Math.floor(((block + index) * ids.length) / blocks)],
    );
    const cites = cited.flatMap((targetId): Inline[] =>
      targetId
        ? [
            {
              type: 'cite',
              attrs: { target: 'evidence', targetId, quoteStart: null, quoteEnd: null },
            },
          ]
        : [],
    );
    return { type: 'paragraph', content: [{ type: 'text', text: `${text}.` }, ...cites] };
  });
}
