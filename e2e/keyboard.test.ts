import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bringIn, openDesk, type Desk } from './desk.ts';

const loop = join(import.meta.dirname, '..', '..', 'shared', 'data', 'apollo13-loops', 'flight-director-loop.json');
const isThere = existsSync(loop);

/** Ten moments of the oxygen-tank minutes: what one would look for, and how many matches to go down. */
const moments: [find: string, down: number][] = [
  ['all 4 tanks', 0],
  ['hardware restart', 0],
  ['AC BUS UNDERVOLT', 0],
  ['MAIN B UNDERVOLT', 0],
  ['flipping out fuel cells', 0],
  ['fuel cells 1 and 3', 0],
  ['venting something', 0],
  ['kinds of things', 0],
  ['get that oxygen', 0],
  ['oxygen on in the LM', 0],
];

describe.skipIf(!isThere)(
  isThere ? 'a timeline by keyboard alone' : 'a timeline by keyboard alone (skipped: ../shared/data/apollo13-loops is not there)',
  () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk();
      await bringIn(desk.debrief, 'Apollo 13', {
        name: 'flight-director-loop.json',
        body: readFileSync(loop),
        options: { map: 'at=start,until=end,author=source,text=message', timeUnit: 's', timeOrigin: '1970-04-11T19:13:00Z' },
      });
    });
    afterAll(() => desk?.[Symbol.asyncDispose]());

    test('ten cited events of the oxygen-tank minutes, without a mouse', async () => {
      const page = await desk.page();
      await page.goto('/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /Find an incident/ }).waitFor();
      await page.keyboard.type('Apollo');
      await page
        .getByRole('option', { name: /Apollo 13/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.locator('[data-evidence]').first().waitFor();

      for (const [index, [find, down]] of moments.entries()) await promoteFirst(page, find, down, index + 1);

      const timeline = await desk.debrief.client.timeline.list({ incident: 'INC-2' });
      expect(timeline.events).toHaveLength(moments.length);
      expect(timeline.events.every((event) => event.citations.length === 1 && !event.isRecollection)).toBe(true);
      expect(timeline.events.map((event) => event.at).toSorted()).toEqual(timeline.events.map((event) => event.at));
      expect(timeline.events.map((event) => event.title)).toContain("We've got a MAIN B UNDERVOLT.");

      await page.keyboard.press('u');
      await page.getByText('9 events').first().waitFor();
      expect(desk.faults).toEqual([]);
    });
  },
);

/** `/`, the words, Enter; down to the match; `e`. */
async function promoteFirst(page: Page, find: string, down: number, total: number): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(find);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('text') === find);
  await page.locator('[data-evidence]').filter({ hasText: find }).first().waitFor();
  for (let step = 0; step < down; step += 1) await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page
    .getByText(total === 1 ? '1 event' : `${total} events`)
    .first()
    .waitFor();
}
