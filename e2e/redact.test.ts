import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { timeline } from './screen.ts';

const incident = 'INC-1';
const desk = standingDesk();
let page: Page;
beforeEach(async () => {
  page = await desk().page();
});

const items = async () =>
  (await desk().debrief.client.evidence.record({ incident, limit: 20, threads: 'flat' })).items;

/** Presses keys one after the other, as a person does. */
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function fill(reason: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reason' }).focus();
  await page.keyboard.type(reason);
  await page.getByRole('checkbox', { name: "I understand that this can't be undone" }).focus();
  await press('Space');
}

test('words are redacted with the keyboard, and disappear immediately from every screen', async () => {
  const [item] = await items();
  const words = item?.text.slice(0, 12) ?? '';
  await desk().debrief.client.timeline.add({
    incident,
    citations: [{ evidenceId: item?.id ?? '' }],
  });
  const beside = await desk().page();
  await beside.goto(`/incidents/${incident}?item=${item?.itemId}`);
  await beside.locator(`[data-evidence="${item?.id}"]`).getByText(words).waitFor();

  await page.goto(`/incidents/${incident}?item=${item?.itemId}`);
  const row = page.locator(`[data-evidence="${item?.id}"]`);
  await row.getByText(words).waitFor();
  await page.getByRole('grid', { name: /record/i }).focus();
  await press('Shift+R');
  const dialog = page.getByRole('dialog', { name: 'Redact evidence' });
  await dialog.waitFor();
  await page.getByRole('radio', { name: 'Selected text' }).focus();
  await press('Space');
  const text = page.getByRole('textbox', { name: 'Text of the item' });
  await expect.poll(() => text.evaluate((field) => field === document.activeElement)).toBe(true);
  for (let count = 0; count < words.length; count += 1) await press('Shift+ArrowRight');
  await dialog.locator('del', { hasText: words.trimEnd() }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await fill('A key was pasted into the chat');
  await page.getByRole('button', { name: /^Redact text in/ }).focus();
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  for (const screen of [page, beside]) {
    await screen.getByText('Redacted: a secret, by Olga Owner').first().waitFor();
    for (const shown of [screen.locator(`[data-evidence="${item?.id}"]`), timeline(screen)])
      await expect.poll(async () => (await shown.innerText()).includes(words)).toBe(false);
  }
  expect((await items())[0]).toMatchObject({
    redactions: [
      { kind: 'secret', reason: 'A key was pasted into the chat', by: { name: 'Olga Owner' } },
    ],
  });
  expect(await findViolations(page)).toEqual([]);
});

test('the full item is redacted if nothing is selected, only after confirmation', async () => {
  const item = (await items())[2];
  await page.goto(`/incidents/${incident}?item=${item?.itemId}`);
  await page.locator(`[data-evidence="${item?.id}"]`).waitFor();
  await page.getByRole('grid', { name: /record/i }).focus();
  await press('Control+k');
  await page.keyboard.type('redact');
  await page.getByRole('option', { name: /Redact words of this item/ }).waitFor();
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Redact evidence' });
  await dialog.waitFor();
  expect(await page.getByRole('radio', { name: 'The entire item' }).isChecked()).toBe(true);
  const go = page.getByRole('button', { name: /^Redact \d+ item/ });
  expect(await go.isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'Category' }).selectOption('personal-data');
  await fill('It named a customer');
  await go.focus();
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Redacted: personal data, by Olga Owner').waitFor();
  expect((await items())[2]?.text).toMatch(/^[█\n]+$/);
});
