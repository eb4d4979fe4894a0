import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { standingDesk, type Desk } from './desk.ts';
import { record } from './screen.ts';

const ada = { name: 'Ada', email: 'ada@example.org', password: 'violet turnip orbit' };
const file = {
  name: 'chat.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'at,author,text\n2026-03-02T08:00:00Z,ada,the queue is full\n2026-03-02T08:01:00Z,bo,on it\n',
  ),
};
const review = 'New listings were missing from search for 19 hours';
const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** How a person acts: each act counts. With a keyboard, keys are pressed instead of clicks. */
interface Hand {
  acts: number;
  act(on: Locator): Promise<void>;
}

const mouse = (): Hand => ({
  acts: 0,
  async act(on) {
    this.acts += 1;
    await on.click();
  },
});

/** Tab to the control, then Enter or Space: the control must be reachable. */
const keyboard = (page: Page): Hand => ({
  acts: 0,
  async act(on) {
    this.acts += 1;
    await on.waitFor();
    for (let tabs = 0; tabs < 80; tabs += 1) {
      if (await on.evaluate((one) => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    expect(await on.evaluate((one) => one === document.activeElement)).toBe(true);
    const isBox =
      (await on.getAttribute('role')) === 'checkbox' ||
      (await on.getAttribute('type')) === 'checkbox';
    await page.keyboard.press(isBox ? 'Space' : 'Enter');
  },
});

async function arrive(page: Page, desk: Desk, hand: Hand): Promise<void> {
  await page.goto(desk.debrief.address);
  await page.getByLabel('Name').fill(ada.name);
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await hand.act(page.getByRole('button', { name: 'Open Debrief' }));
  // The sample is added at the same time.
  await page.getByRole('heading', { name: 'Import an incident' }).waitFor({ timeout: 60_000 });
}

/** Own files, up to an event that cites them. */
async function importOwn(page: Page, hand: Hand): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    hand.act(page.getByRole('button', { name: 'Select files' })),
  ]);
  await chooser.setFiles(file);
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByText('the queue is full').waitFor();
  await hand.act(dialog.getByRole('button', { name: 'Import', exact: true }));
  await page.waitForURL(/\/incidents\/INC-\d+$/);
  await page.getByText('2 items imported').waitFor();
  await page.getByRole('button', { name: 'Undo import' }).waitFor();
}

const listCited = async (page: Page, desk: Desk): Promise<string[]> => {
  const ref = /INC-\d+/.exec(page.url())?.[0] ?? '';
  const { events } = await desk.debrief.client.timeline.list({ incident: ref });
  return events.flatMap((event) => event.citations.map((one) => one.quote));
};

const ways = [
  { name: 'by mouse on a desk', options: wide, hasKeys: false },
  { name: 'by touch on a phone', options: phone, hasKeys: false },
  { name: 'by keyboard on a desk', options: wide, hasKeys: true },
  { name: 'by keyboard on a narrow screen', options: { viewport: phone.viewport }, hasKeys: true },
];

describe.each(ways)('from the one-time link, $name', ({ options, hasKeys }) => {
  const desk = standingDesk({ start: 'first' });

  test('to an event that cites own files and to the finished review, in five acts each', async () => {
    const page = await desk().stranger(options);
    const hand = hasKeys ? keyboard(page) : mouse();
    await arrive(page, desk(), hand);
    await importOwn(page, hand);
    const message = record(page).getByRole('row').filter({ hasText: 'the queue is full' });
    await message.waitFor();
    if (hasKeys) {
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('x');
      await page.getByRole('toolbar', { name: 'Selection' }).waitFor();
      await page.keyboard.press('e');
    } else {
      await hand.act(message.getByRole('checkbox'));
      await hand.act(
        page
          .getByRole('toolbar', { name: 'Selection' })
          .getByRole('button', { name: /^Add to timeline/ }),
      );
    }
    await page.getByText('Added to the timeline').waitFor();
    await expect.poll(() => listCited(page, desk())).toEqual(['the queue is full']);
    expect(hand.acts).toBeLessThanOrEqual(5);

    hand.acts = 0;
    if (hasKeys) {
      await page.keyboard.press('g');
      await page.keyboard.press('h');
    } else await hand.act(page.getByRole('link', { name: 'Home' }));
    await page.getByRole('listitem').filter({ hasText: 'Add the first event (done)' }).waitFor();
    const news = page.getByRole('region', { name: 'New in the library' });
    await hand.act(news.getByRole('link', { name: review }));
    await page.waitForURL(/\/reviews\/INC-\d+/);
    await page.getByRole('heading', { level: 1, name: review }).waitFor();
    expect(hand.acts).toBeLessThanOrEqual(5);
  });
});
