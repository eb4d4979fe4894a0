import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { areLoopsThere, loops, pickMoments, readAs } from './apollo.ts';
import { standingDesk } from './desk.ts';
import { focusedName, hasEvents, openIncident, record, standsOn, timeline } from './screen.ts';

const program = join(import.meta.dirname, '..', 'apps', 'cli', 'debrief.mjs');
const run = promisify(execFile);

describe.skipIf(!areLoopsThere)(
  areLoopsThere
    ? 'a timeline only by keyboard'
    : 'a timeline only by keyboard (skipped: ../shared/data/apollo13-loops is not there)',
  () => {
    const desk = standingDesk();
    const debrief = async (...args: string[]): Promise<unknown> => {
      const { stdout } = await run(process.execPath, [
        program,
        ...args,
        '--server',
        desk().debrief.origin,
        '--token',
        desk().debrief.token,
        '--json',
      ]);
      return JSON.parse(stdout);
    };
    beforeAll(async () => {
      const director = await debrief('import', loops.director, ...readAs, '--new', 'Apollo 13');
      expect(director).toMatchObject({
        incident: 'INC-2',
        read: 4267,
        imported: 4267,
        duplicates: 0,
        rejected: 0,
      });
      expect(
        await debrief('import', loops.director, ...readAs, '--incident', 'INC-2'),
      ).toMatchObject({ read: 4267, imported: 0, duplicates: 4267, rejected: 0 });
      expect(await debrief('import', loops.air, ...readAs, '--incident', 'INC-2')).toMatchObject({
        read: 1119,
        imported: 1119,
        rejected: 0,
      });
    });

    test('ten cited events of the oxygen-tank minutes, edited, merged, undone and exported', async () => {
      const page = await desk().page();
      const moments = pickMoments(10);
      expect(moments).toHaveLength(10);
      await page.goto('/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type('Apollo');
      await page.getByRole('option', { name: /Apollo 13/ }).waitFor();
      await page.keyboard.press('Enter');
      await record(page).getByRole('row').first().waitFor();
      await page.getByText('5,386 items').waitFor();

      for (const [index, { find }] of moments.entries()) {
        await findInRecord(page, find);
        // Every second one the long way: down and up again, select, add the selection.
        if (index % 2 === 1) for (const key of ['j', 'k', 'x']) await page.keyboard.press(key);
        await page.keyboard.press('e');
        await hasEvents(page, index + 1);
      }
      await expect.poll(async () => (await read()).length).toBe(10);
      const made = await read();
      expect(
        made.map((event) =>
          Math.round((Date.parse(event.at) - Date.parse('1970-04-11T19:13:00Z')) / 1000),
        ),
      ).toEqual(moments.map((one) => one.startS));
      expect(made.every((event) => event.citations.length === 1 && !event.isRecollection)).toBe(
        true,
      );

      // Without the filter each has neighbors: move over two of them.
      await findInRecord(page, '');
      await page.getByText('5,386 items').waitFor();

      await page.keyboard.press('g');
      await page.keyboard.press('2');
      await expect.poll(() => focusedName(page)).toContain(moments[9]?.find);
      for (let step = 0; step < 9; step += 1) await page.keyboard.press('k');
      await expect.poll(() => focusedName(page)).toContain(moments[0]?.find);
      await page.keyboard.press('Enter');
      await page.getByRole('form', { name: /^Edit:/ }).waitFor();
      await expect.poll(() => focusedName(page)).toBe('Title');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Asked to stir the tanks');
      await page.keyboard.press('Tab');
      await expect.poll(() => focusedName(page)).toBe('Time');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('1970-04-14 03:05:30Z');
      await tabTo(page, 'Event type');
      await page.keyboard.type('Key');
      await page.keyboard.press('Control+Enter');
      await timeline(page).getByText('Asked to stir the tanks').waitFor();
      await expect
        .poll(async () => (await read())[0])
        .toMatchObject({
          title: 'Asked to stir the tanks',
          type: 'key-moment',
          at: '1970-04-14T03:05:30.000Z',
        });

      await expect.poll(() => focusedName(page)).toContain('Asked to stir the tanks');
      for (const key of ['x', 'j', 'x', 'm']) await page.keyboard.press(key);
      await hasEvents(page, 9);
      await expect.poll(async () => (await read())[0]?.citations.length).toBe(2);
      await page.keyboard.press('u');
      await hasEvents(page, 10);
      await expect
        .poll(async () => (await read()).map((event) => event.citations.length))
        .toEqual(Array(10).fill(1));

      const markdown = await (
        await desk().debrief.client.incident.export({ incident: 'INC-2', format: 'markdown' })
      ).text();
      const cited = new Set(
        [...markdown.matchAll(/\[\^?(\d+)\]/g)].map((match) => Number(match[1])),
      );
      expect([...cited].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(markdown).toContain('Asked to stir the tanks');
      for (const { find } of moments) expect(markdown).toContain(find);
    });

    const read = async () =>
      (await desk().debrief.client.timeline.list({ incident: 'INC-2' })).events;

    test('from one cited item to the next, into the text and back, and every key is listed', async () => {
      const page = await desk().page();
      await openIncident(page, '/incidents/INC-2');
      await hasEvents(page, 10);
      const [first, second] = pickMoments(10);
      await page.keyboard.press('Tab');
      await record(page).focus();
      for (const [key, moment] of [
        [']', first],
        [']', second],
        ['[', first],
      ] as const) {
        await page.keyboard.press(key);
        await standsOn(page, moment?.find ?? '?');
      }
      await page.keyboard.press('o');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('?');
      const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      for (const label of ['Find in the record', 'Add to timeline', 'Select this item', 'Undo'])
        await keys.getByText(label).first().waitFor();
    });
  },
);

/** `/`, the words, Enter; then the record handles keys again. */
async function findInRecord(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await expect.poll(() => focusedName(page)).toBe('Find in the record');
  await page.keyboard.press('Control+a');
  if (words === '') await page.keyboard.press('Delete');
  else await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => (url.searchParams.get('text') ?? '') === words);
  if (words !== '') await standsOn(page, words);
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 12 && (await focusedName(page)) !== name; step += 1)
    await page.keyboard.press('Tab');
  expect(await focusedName(page)).toBe(name);
}
