import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';
import { focusedName, openIncident, record, timeline } from './screen.ts';

const desk = standingDesk({ start: 'completed' });

/** The focused element, once the page has rendered the effect of the last key. */
function readFocus(page: Page): Promise<string> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 6; frame += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return document.activeElement?.tagName ?? 'BODY';
  });
}

async function walk(page: Page, keys: readonly string[]): Promise<void> {
  for (const [index, key] of keys.entries()) {
    await page.keyboard.press(key);
    // The key after `g` has to follow soon.
    if (key === 'g') continue;
    const walked = keys.slice(0, index + 1).join(' ');
    await expect.poll(() => readFocus(page), { message: `after ${walked}` }).not.toBe('BODY');
  }
}

const paneWithKeys = (page: Page) =>
  page.locator('.desk-pane[data-has-keys]').getByRole('grid').getAttribute('aria-label');

test('focus stays on the page through the verbs of every screen', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  await record(page).focus();
  await walk(page, ['j', 'j', 'h', 'Escape', 'u', 'd', 'Escape', 'q', 'Escape', 'f', 'Escape']);
  await expect.poll(() => paneWithKeys(page)).toBe('Record');
  await walk(page, ['g', '2', 'j', 'Enter', 'Escape', 'Delete', 'u', 'n', 'Escape']);
  await walk(page, ['g', '2', 'x', 'x', 'Shift+M', 'Escape']);

  await page.goto('/incidents/INC-1/factors');
  await page.getByRole('button', { name: 'Five whys' }).waitFor();
  await page.locator('main').focus();
  await walk(page, ['n', 'Escape', 'w', 'Escape', 'j', 'Enter', 'Escape', 'Delete', 'u', 'v', 'v']);

  await page.goto('/incidents/INC-1/investigation');
  await page.getByRole('button', { name: 'Add finding' }).waitFor();
  await page.locator('main').focus();
  await walk(page, ['n', 'Escape', 'h', 'Escape', 'j', 's', 'Escape', 'Enter', 'Escape']);
  await walk(page, ['Delete', 'u', 'g', 't', 'n', 'Escape', 'j', 's', 'Escape', 'Delete', 'u']);
});

test('g 1 and g 2 move the focus, and the pane that has the keys shows it', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  await timeline(page).getByRole('checkbox').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('2');
  await expect.poll(() => paneWithKeys(page)).toBe('Timeline');
  await walk(page, ['g', '1']);
  await expect.poll(() => focusedName(page)).toBe('Record');
  await expect.poll(() => paneWithKeys(page)).toBe('Record');

  // On the timeline, a key of the record says what it needs, or acts on the last active item.
  await walk(page, ['g', '2']);
  await page.keyboard.press('d');
  await page.getByText('Select an item in the record first').waitFor();
  await walk(page, ['g', '1', 'j', 'g', '2', 'd']);
  await page.getByRole('form', { name: 'A new decision' }).waitFor();
  await walk(page, ['Escape']);

  // The marks of a lane are one stop; arrows move along it, and Enter goes to the event.
  const lane = page.getByRole('group', { name: 'Lanes of the timeline' }).getByRole('group');
  await lane.first().locator('button[tabindex="0"]').focus();
  await walk(page, ['ArrowRight']);
  const mark = await focusedName(page);
  await walk(page, ['Enter']);
  await expect.poll(() => paneWithKeys(page)).toBe('Timeline');
  await expect.poll(() => focusedName(page)).toContain(mark);
  // The title is selected, so that typing replaces it.
  await page.keyboard.press('Enter');
  await expect.poll(() => focusedName(page)).toBe('Title');
  const title = page.getByRole('textbox', { name: 'Title' });
  const isAllSelected = (field: HTMLElement | SVGElement) =>
    field instanceof HTMLInputElement &&
    field.selectionStart === 0 &&
    field.selectionEnd === field.value.length;
  await expect.poll(() => title.evaluate(isAllSelected)).toBe(true);
  await walk(page, ['Escape']);
});

test('Esc clears a search, Enter opens the first hit, and arrows move in lists', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  await page.keyboard.press('/');
  await page.keyboard.type('broker');
  await page.keyboard.press('Enter');
  await page.waitForURL(/text=broker/);
  await page.keyboard.press('/');
  await page.keyboard.type('alias');
  await page.waitForURL(/text=alias/);
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('text'));
  await page.keyboard.press('/');
  await page.keyboard.type('zzzzqqqq');
  await walk(page, ['Enter']);
  await page.getByText('No matches').waitFor();
  await walk(page, ['/', 'Escape', 'Escape']);

  await page.goto('/incidents');
  await page.locator('a[data-row]').first().waitFor();
  await walk(page, ['/', 'ArrowDown', 'ArrowDown', 'ArrowUp']);
  await page.keyboard.press('/');
  await page.keyboard.type('search');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/incidents\/INC-\d/);
});

test('the caret goes into a report that was started, and Tab leaves its text at once', async () => {
  const { client } = desk().debrief;
  const { ref } = await client.incident.declare({
    title: 'Orders were late',
    status: 'in-review',
    mode: 'retrospective',
    visibility: 'everyone',
  });
  const page = await desk().page();
  await page.goto(`/incidents/${ref}/report`);
  await page.getByRole('button', { name: /^Start the report/ }).waitFor();
  await page.keyboard.press('n');
  await expect.poll(() => focusedName(page)).toBe('Report');
  await page.keyboard.press('Tab');
  const isInText = () =>
    page.evaluate(() => document.activeElement?.closest('.report-text') !== null);
  await expect.poll(isInText).toBe(false);
  await page.keyboard.press('Shift+Tab');
});

test('resting on a control shows its key', async () => {
  const page = await desk().page();
  await page.goto('/incidents');
  await page.getByRole('navigation', { name: 'Rooms' }).getByText('Library').hover();
  await page.getByRole('tooltip').getByText('G', { exact: false }).first().waitFor();
});
