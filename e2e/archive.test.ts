import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

test('an admin archives an incident, takes it back, and deletes it by its title', async () => {
  const { client } = desk().debrief;
  const { ref } = await client.incident.declare({ title: 'The wrong one' });
  const page = await desk().page();
  await page.goto(`/incidents/${ref}`);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'More for this incident' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Archive');
  await page.getByText('archived, read-only').waitFor();
  await expect
    .poll(async () => (await client.incident.get({ incident: ref })).archivedAt)
    .not.toBeNull();
  await page.goto('/incidents?status=archived');
  await page.getByRole('link', { name: /The wrong one/ }).click();
  await page.getByText('archived, read-only').waitFor();
  await choose('Unarchive');
  await page.getByText('archived, read-only').waitFor({ state: 'detached' });
  await choose('Delete');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('This deletes its evidence').waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(await dialog.getByRole('button', { name: 'Delete permanently' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Type the title to confirm').fill('The wrong one');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/incidents');
  desk().expects(/status of 404|was deleted on/);
  await page.goto(`/incidents/${ref}`);
  await page.getByText(`${ref} was deleted on`).waitFor();
});

test('a person changes their name and password, and signs in with the new one', async () => {
  const rita = await desk().invite('Rita', 'viewer');
  const page = await desk().page(rita);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change your name' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Rita Lark');
  await page.keyboard.press('Enter');
  await page.getByText('Rita Lark', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Change your password' }).click();
  await page.getByLabel('Current password').fill(rita.password);
  await page.getByLabel('New password').fill('another long password of hers');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Password changed').waitFor();
  await (
    await desk().page({ ...rita, password: 'another long password of hers' })
  ).goto('/settings');
  expect(await page.getByRole('button', { name: 'Reset sample data' }).count()).toBe(0);
});
