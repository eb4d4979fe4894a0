import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { chat, importIntoNewIncident } from './import-file.ts';
import { standsOn, timeline } from './screen.ts';

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
  await standsOn(page, words);
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
  await standsOn(page, item?.text.slice(0, 12) ?? '');
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

test('an item is removed for a legal reason, after a look at what cites it', async () => {
  const item = (await items())[4];
  const words = item?.text.slice(0, 12) ?? '';
  await desk().debrief.client.timeline.add({
    incident,
    citations: [{ evidenceId: item?.id ?? '' }],
  });
  await page.goto(`/incidents/${incident}?item=${item?.itemId}`);
  const row = page.locator(`[data-evidence="${item?.id}"]`);
  // Before the record has moved to the item, keys are about its first row.
  await standsOn(page, words);
  await page.getByRole('grid', { name: /record/i }).focus();
  await press('Enter');
  await page.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove for a legal reason' });
  await dialog.getByText('Cited by 1 item').waitFor();
  const go = dialog.getByRole('button', { name: 'Remove 1 item' });
  expect(await go.isDisabled()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await fill('Erasure request of 2 March');
  await go.focus();
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('Removed for a legal reason').waitFor();
  await page.getByText('Erasure request of 2 March').first().waitFor();
  await timeline(page).getByText('Removed for a legal reason').first().waitFor();
  for (const shown of [row, timeline(page)])
    await expect.poll(async () => (await shown.innerText()).includes(words)).toBe(false);
  expect((await items())[4]).toMatchObject({ redactions: [{ kind: 'removed' }], author: null });
});

test('possible secrets are redacted or ignored after an import, and the evidence still verifies', async () => {
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
  const password = 'postgres://orders:Tr0ub4dor-and-3@db.example/orders';
  const body = chat([`use ${token} now`, 'all green', `connect with ${password}`]);
  const { ref } = await importIntoNewIncident(desk().debrief, 'Keys in the chat', {
    name: 'ops.jsonl',
    body,
  });
  const list = async () =>
    (await desk().debrief.client.evidence.possibleSecrets({ incident: ref })).items;
  await expect.poll(async () => (await list()).length, { timeout: 30_000 }).toBe(2);
  await page.goto(`/incidents/${ref}/imports`);
  await page.getByRole('heading', { name: '2 possible secrets' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Ignore', exact: true }).last().click();
  await page.getByRole('heading', { name: '1 possible secret' }).waitFor();
  await page.getByRole('button', { name: 'Redact', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Redact 1 possible secret' });
  await dialog.getByRole('button', { name: 'Redact' }).click();
  await page.getByRole('heading', { name: '1 possible secret' }).waitFor({ state: 'detached' });
  const record = await desk().debrief.client.evidence.record({ incident: ref });
  expect(record.items.map((item) => item.text)).toEqual([
    `use ${'█'.repeat(token.length)} now`,
    'all green',
    `connect with ${password}`,
  ]);
  await page.getByRole('button', { name: 'Verify evidence' }).click();
  await page
    .getByText('Nothing was altered: 3 revisions verified · 1 redacted or removed')
    .waitFor();
});

test('a retention shows what its next run removes before it is set', async () => {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change how long Slack is kept' }).click();
  const dialog = page.getByRole('dialog', { name: 'How long is it kept?' });
  const days = dialog.getByLabel('Days after the import');
  await days.fill('soon');
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await days.fill('90');
  await dialog.getByText(/The next run, .* removes 0 items/).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Slack is kept for 90 days').waitFor();
  await page.getByText('90 days', { exact: true }).waitFor();
});
