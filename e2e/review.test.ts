import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { findOverflow } from './look-at.ts';

const desk = standingDesk();
let page: Page;

beforeAll(async () => {
  const { client } = desk().debrief;
  await client.incident.declare({ title: 'Orders vanish', severity: 'SEV-1' });
  await client.incident.declare({ title: 'Restore took a day', severity: 'SEV-4' });
});
beforeEach(async () => {
  page = await desk().page();
});

const check = async () => {
  await page.locator('h1', { hasText: 'Reviews' }).waitFor();
  expect([...(await findViolations(page)), ...(await findOverflow(page))]).toEqual([]);
};
const show = async (label: string) => {
  await page.getByLabel('Show').selectOption({ label });
};

test('an incident with reasons waits for a decision, and is then in the list of reviews', async () => {
  await page.goto('/reviews');
  await check();
  await show('No decision');
  const row = page
    .getByRole('list', { name: 'Incidents without a decision' })
    .getByRole('listitem');
  await row.filter({ hasText: 'Orders vanish' }).getByText('Severity', { exact: true }).waitFor();
  await check();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('It surprised us.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Decided by').waitFor();
  await page.goto('/reviews');
  await page.getByRole('list', { name: 'Reviews' }).getByText('Orders vanish').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await check();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a policy is tried while it is written, its error is at the field, and then it proposes', async () => {
  await page.goto('/reviews?show=policies');
  await page.getByRole('button', { name: 'Add a policy' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Severe');
  await dialog.getByLabel('Expression').fill('severty == 1');
  await dialog.getByText("It uses a name that doesn't exist").waitFor();
  await dialog.getByLabel('Expression').fill('severity == 1');
  await dialog.getByText(/Applies to 1 of the latest \d/).waitFor();
  await check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('list', { name: 'Policies' }).getByText('Severe').waitFor();
  await check();
});

test('a policy about follow-ups is tried, and then asks in their list and on their card', async () => {
  const { client } = desk().debrief;
  const { items } = await client.incident.list({ text: 'Orders vanish' });
  const incident = items[0]?.ref ?? '';
  await client['follow-up'].add({ incident, intent: 'prevent', text: 'Refuse empty orders' });
  await client['follow-up'].add({ incident, intent: 'detect', text: 'Page on empty orders' });
  await page.goto('/reviews?show=policies');
  await page.getByRole('button', { name: 'Add a policy' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Dates');
  await dialog.getByLabel('About').selectOption({ label: 'Follow-ups' });
  await dialog.getByLabel('Says').fill('Needs a due date.');
  await dialog.getByLabel('Expression').fill('daysUntilDue < 3');
  await dialog.getByText('Without a due date').waitFor();
  await dialog.getByLabel('Expression').fill('intent == "prevent" && dueOn == null');
  await dialog.getByText(/Applies to 1 of the latest 2 follow-ups/).waitFor();
  await check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('list', { name: 'Policies' }).getByText('Needs a due date.').waitFor();
  await check();
  await page.goto('/follow-ups');
  await page.getByRole('link', { name: 'Page on empty orders' }).waitFor();
  await page.getByLabel('Policies').selectOption({ label: 'Asked by a policy' });
  await page.getByRole('link', { name: 'Page on empty orders' }).waitFor({ state: 'detached' });
  await page.getByText('Needs a due date.').waitFor();
  expect([...(await findViolations(page)), ...(await findOverflow(page))]).toEqual([]);
  await page.getByRole('link', { name: 'Refuse empty orders' }).click();
  await page.getByRole('article').getByText('Policy: Dates').waitFor();
  expect([...(await findViolations(page)), ...(await findOverflow(page))]).toEqual([]);
});

test('the training of an investigator is set, and shown to others', async () => {
  await page.goto('/reviews?show=investigators');
  const first = page.getByRole('list', { name: 'Investigators' }).getByRole('listitem').first();
  await first.getByRole('combobox').selectOption({ label: 'Leads' });
  await expect.poll(() => first.getByRole('combobox').inputValue()).toBe('lead');
  await check();
});
