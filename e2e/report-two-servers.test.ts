import { signInPage } from '@debrief/testkit/browser';
import { startDebrief } from '@debrief/testkit/process';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { copyDatabase, sharedBrowser } from './desk.ts';

test('two people write through two processes, one of which is killed: both end with the same text, and no typing is lost', async () => {
  await using database = await copyDatabase('empty');
  await using here = await startDebrief(database);
  await using there = await startDebrief(database);
  // The front of several processes: the URL stays, and the process behind it changes.
  await using entry = await openSwitch(getPort(here.origin));
  const browser = await sharedBrowser();
  await using profile = await signInPage(browser, { ...here, origin: entry.origin });
  await using otherProfile = await signInPage(browser, there);
  const [one, other] = [await profile.newPage(), await otherProfile.newPage()];
  const { client } = there;
  const incident = await client.incident.declare({ title: 'Written together' });
  await client.report.begin({ incident: incident.ref });
  for (const page of [one, other]) {
    await page.goto(`/incidents/${incident.ref}/report`);
    await page.getByRole('textbox', { name: 'Report' }).waitFor();
  }
  await stand(one, 'summary');
  await stand(other, 'summary');
  await one.keyboard.type('alpha0 ');
  await words(other, ['alpha0']);
  await other.keyboard.type('beta0 ');
  await words(one, ['beta0']);

  // The process of the first writer is killed in the middle of a sentence; another one takes
  // over its URL.
  const typing = one.keyboard.type(makeWords('alpha', 1, 40).join(' '), { delay: 15 });
  const meanwhile = other.keyboard.type(makeWords('beta', 1, 40).join(' '), { delay: 15 });
  await one.waitForTimeout(900);
  await here.kill();
  entry.turnTo(getPort(there.origin));
  await Promise.all([typing, meanwhile]);
  await one.getByText('Saved', { exact: true }).waitFor({ timeout: 40_000 });

  await expect
    .poll(async () => (await readText(one)) === (await readText(other)), { timeout: 20_000 })
    .toBe(true);
  const written = await readText(one);
  // Two people who write in one line can split each other's words, so letters are counted: each
  // exactly once.
  const typed = `alpha0 beta0 ${makeWords('alpha', 1, 40).join(' ')}${makeWords('beta', 1, 40).join(' ')}`;
  expect(sortLetters(written)).toBe(sortLetters(typed));
  await expect
    .poll(async () =>
      JSON.stringify((await client.report.read({ incident: incident.ref })).document),
    )
    .toContain(written.trim());
});

function makeWords(word: string, from: number, until: number): string[] {
  return Array.from({ length: until - from + 1 }, (_, index) => `${word}${from + index}`);
}

function sortLetters(text: string): string {
  return text.replaceAll(/\s/g, '').split('').toSorted().join('');
}

async function stand(page: Page, kind: string): Promise<void> {
  await page.locator(`section[data-kind="${kind}"] p`).first().click();
  await page.waitForTimeout(150);
}

async function readText(page: Page): Promise<string> {
  return page
    .locator('section[data-kind="summary"] .report-section-body p')
    .first()
    .evaluate((paragraph) => {
      const copy = paragraph.cloneNode(true);
      if (copy instanceof Element)
        for (const caret of copy.querySelectorAll('.report-caret')) caret.remove();
      return (copy.textContent ?? '').replaceAll('\u2060', '');
    });
}

async function words(page: Page, expected: string[]): Promise<void> {
  for (const word of expected)
    await expect.poll(() => readText(page), { timeout: 15_000 }).toContain(word);
}

function getPort(origin: string): number {
  return Number(new URL(origin).port);
}

/** A proxy to one port or another; switching it closes its connections. */
async function openSwitch(
  port: number,
): Promise<AsyncDisposable & { origin: string; turnTo: (port: number) => void }> {
  let target = port;
  const open = new Set<Socket>();
  const door = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      open.add(socket);
      socket.on('close', () => (open.delete(socket), incoming.destroy(), outgoing.destroy()));
      socket.on('error', () => socket.destroy());
    }
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
  });
  await new Promise<void>((resolve) => void door.listen(0, '127.0.0.1', resolve));
  const { port: own } = door.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${own}`,
    turnTo: (next) => {
      target = next;
      for (const socket of open) socket.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => void door.close(() => resolve()));
    },
  };
}
