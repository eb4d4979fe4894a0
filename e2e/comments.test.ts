import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk, type Person } from './desk.ts';

const incident = 'INC-1';
const desk = standingDesk();
let vera: Person;

beforeAll(async () => {
  vera = await desk().invite('Vera', 'viewer');
  await desk().debrief.client.investigation.add({
    type: 'factor',
    incident,
    statement: 'Nothing checks where the alias points',
    at: '2022-12-06T15:00:00Z',
  });
  await desk().debrief.client.report.begin({ incident });
});

const panel = (page: Page) => page.getByRole('region', { name: /^Comments on / });
const comments = async () => (await desk().debrief.client.comment.list({ incident })).items;

test('a factor is discussed with the keyboard and a mention, and the mentioned account answers', async () => {
  const page = await desk().page();
  const other = await desk().page(vera, { viewport: { width: 390, height: 844 } });
  for (const one of [page, other]) await one.goto(`/incidents/${incident}/factors?view=list`);
  const card = (one: Page) =>
    one.getByRole('article', { name: 'Nothing checks where the alias points' });
  await card(page)
    .getByRole('button', { name: /^Comment on/ })
    .waitFor();
  await card(page).focus();
  await page.keyboard.press('b');
  const field = panel(page).getByRole('textbox', { name: 'New comment' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('@Ve');
  await panel(page).getByRole('option', { name: 'Vera' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('who owns the alias?');
  expect(await field.inputValue()).toBe('@Vera who owns the alias?');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await panel(page).getByText('who owns the alias?').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => card(page).evaluate((one) => one === document.activeElement)).toBe(true);

  await other.getByRole('button', { name: /^1 comment on Nothing checks/ }).click();
  await panel(other).getByRole('button', { name: 'Reply' }).click();
  await other.getByRole('textbox', { name: 'Reply' }).fill('Search does.');
  expect(await findViolations(other)).toEqual([]);
  await panel(other).getByRole('button', { name: 'Reply' }).click();
  await page.getByRole('button', { name: /^2 comments on Nothing checks/ }).click();
  await panel(page).getByText('Search does.').waitFor();
  await panel(page).getByRole('button', { name: 'Resolve' }).click();
  await panel(page).getByRole('button', { name: 'Show 1 resolved thread' }).waitFor();
  await other.getByRole('button', { name: 'Show 1 resolved thread' }).waitFor();
  expect(await comments()).toMatchObject([
    { mentions: [{ name: 'Vera' }], text: '@Vera who owns the alias?' },
    { text: 'Search does.', createdBy: { name: 'Vera' } },
  ]);

  await other.goto(`/incidents/${incident}/comments`);
  await other.getByRole('link', { name: /^Finding: Nothing checks/ }).waitFor();
});

test('selected words of the draft are discussed, found after they moved, and marked when they are gone', async () => {
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/report`);
  const section = page.locator('.report-section').first();
  await section.locator('p').first().click();
  await page.keyboard.type('The alias pointed nowhere.');
  await page.keyboard.press('Shift+Home');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await panel(page).getByText('The alias pointed nowhere.').waitFor();
  await page.keyboard.type('How do we know?');
  await page.keyboard.press('Control+Enter');
  const marked = page.locator('.report-commented');
  await expect.poll(() => marked.textContent()).toBe('The alias pointed nowhere.');
  await panel(page).getByRole('button', { name: 'Show in text' }).click();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('Again: ');
  await expect.poll(() => marked.textContent()).toBe('The alias pointed nowhere.');
  await panel(page).getByRole('button', { name: 'Show in text' }).click();
  await page.keyboard.press('Delete');
  await expect.poll(() => marked.count()).toBe(0);
  await panel(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /^1 comment on / }).click();
  await panel(page).getByText('These words are no longer in the draft.').waitFor();
});
