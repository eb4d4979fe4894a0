import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { drop } from './drop.ts';

const desk = standingDesk();
const written = `# Search was empty

## Timeline (UTC)

- 2022-11-15 08:05 The alias lost the collection of the day
- 2022-11-15 09:40 Customers reported empty pages
- 2022-11-15 10:15 The alias was put right

## Root cause

The alias is changed by hand.

## Action items

- [ ] Watch the count of results (@ada)
- [ ] Check the alias after each change (@grace)
`;
const list = (page: Page) => page.getByRole('region', { name: 'Open suggestions' });
let incident = '';
const open = async () =>
  (await desk().debrief.client.report.suggestions({ incident })).items.filter(
    (one) => one.state === 'open',
  ).length;

/** Opens the dialog from the palette: no button is clicked. */
async function askFor(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Import a postmortem');
  await page.getByRole('option', { name: /^Import a postmortem/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Import a postmortem' }).waitFor();
}

test('a report is dropped, previewed and imported; its suggestions are accepted, dismissed and reopened with the keyboard', async () => {
  const { client } = desk().debrief;
  incident = (await client.incident.declare({ title: 'Search was empty' })).ref;
  await client.report.begin({ incident });
  const before = (await client.timeline.list({ incident })).events.length;
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/report`);
  await page.getByRole('textbox', { name: 'Report' }).waitFor();
  await askFor(page);
  const dialog = page.getByRole('dialog', { name: 'Import a postmortem' });
  await drop(page, 'search-was-empty.md', written);
  await dialog
    .getByRole('status')
    .getByText(/3 timeline events \(3 with a time\)/)
    .waitFor();
  expect(await open(), 'looking stores nothing').toBe(0);
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import', exact: true }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const count = await open();
  expect(count).toBeGreaterThanOrEqual(5);
  const words = JSON.stringify((await client.report.read({ incident })).document);
  expect(words).toContain('The alias is changed by hand');

  // The same file again adds nothing.
  await askFor(page);
  await page.getByRole('textbox', { name: 'Or its text' }).fill(written);
  await dialog.getByRole('button', { name: 'Preview' }).press('Enter');
  await dialog.getByRole('button', { name: 'Import', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: `${count} suggestions to review` }).press('Enter');
  await list(page).getByRole('listitem').first().waitFor();
  await expect.poll(() => list(page).getByRole('listitem').count()).toBe(count);
  expect(await findViolations(page)).toEqual([]);
  const first = list(page).locator('li[aria-current="true"]');
  expect(await first.textContent()).toContain('The alias lost the collection of the day');
  await page.keyboard.press('a');
  await page.getByText('Accepted one suggestion').waitFor();
  const after = (await client.timeline.list({ incident })).events;
  expect(after).toHaveLength(before + 1);
  expect(after.find((event) => event.title.includes('The alias lost'))).toMatchObject({
    at: '2022-11-15T08:05:00.000Z',
  });

  await page.keyboard.press('j');
  const current = await list(page)
    .locator('li[aria-current="true"] .whitespace-pre-line')
    .textContent();
  await page.keyboard.press('Delete');
  await page.getByText('Dismissed one suggestion').waitFor();
  await expect.poll(open).toBe(count - 2);
  await page.getByRole('button', { name: 'Undo' }).first().press('Enter');
  await expect.poll(open).toBe(count - 1);
  await list(page)
    .getByText(current ?? '', { exact: true })
    .waitFor();
  const { items } = await client.report.suggestions({ incident });
  expect(items.find((one) => one.content.text === current)?.state).toBe('open');
});

test('a reader sees open suggestions and cannot decide them', async () => {
  const reader = await desk().invite('Rui', 'viewer');
  const page = await desk().page(reader);
  await page.goto(`/incidents/${incident}/report/suggestions`);
  await list(page).getByRole('listitem').first().waitFor();
  expect(await page.getByRole('button', { name: 'Import a postmortem' }).count()).toBe(0);
  expect(await list(page).getByRole('button', { name: 'Accept', exact: true }).isDisabled()).toBe(
    true,
  );
});
