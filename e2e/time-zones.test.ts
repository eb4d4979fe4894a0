import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

test('shows one time zone per screen, and reads typed times in it', async () => {
  const { client } = desk().debrief;
  const { id } = await client.incident.change({
    incident: 'INC-1',
    version: (await client.incident.get({ incident: 'INC-1' })).version,
    zone: 'America/New_York',
  });
  await client.timeline.add({
    incident: id,
    title: 'Pages stop',
    at: '2022-12-06T14:30:00.000Z',
    precision: 'minute',
    citations: [],
  });
  const page = await desk().page(null, { timezoneId: 'Europe/Berlin' });
  await page.goto('/incidents/INC-1');
  const row = page.getByRole('row', { name: /Pages stop/ });
  await row.getByText('09:30').waitFor();

  await page.getByRole('button', { name: 'Times in New York' }).click();
  await page.getByRole('menuitem', { name: /Berlin/ }).click();
  await row.getByText('15:30').waitFor();
  expect(await row.getByText(/EST/).count()).toBe(0);

  await row.getByRole('button', { name: /with “Pages stop”/ }).click();
  await page.getByRole('menuitem', { name: /Edit/ }).click();
  const field = page.getByRole('textbox', { name: 'Time', exact: true });
  expect(await field.inputValue()).toBe('6 Dec 2022, 15:30');
  await field.fill('2022-12-06 15:45');
  await page.keyboard.press('Control+Enter');
  await row.getByText('15:45').waitFor();
  await expect
    .poll(async () => (await client.timeline.list({ incident: id })).events.map(({ at }) => at))
    .toContain('2022-12-06T14:45:00.000Z');

  // The selection survives a reload.
  await page.reload();
  await row.getByText('15:45').waitFor();
});

test('uses the time zone of the profile as your time zone', async () => {
  const page = await desk().page(null, { timezoneId: 'Europe/Berlin' });
  await page.goto('/settings');
  await page.getByText("Time zone: Europe/Berlin (your browser's)").waitFor();
  await page.getByRole('button', { name: 'Change your time zone' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Time zone: Asia/Tokyo').waitFor();

  await page.goto('/incidents/INC-1');
  await page.getByRole('button', { name: /^Times in/ }).click();
  await page.getByRole('menuitem', { name: 'Tokyo Your time zone' }).waitFor();
  // It belongs to the person: their other browser also uses it.
  const other = await desk().page(null, { timezoneId: 'America/Chicago' });
  await other.goto('/incidents/INC-1');
  await other.getByRole('button', { name: /^Times in/ }).click();
  await other.getByRole('menuitem', { name: 'Tokyo Your time zone' }).click();
  await other.getByRole('button', { name: 'Times in Tokyo' }).waitFor();
});
