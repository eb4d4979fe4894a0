import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { standingDesk } from './desk.ts';
import { waitForSample } from '@debrief/testkit/process';
import { hasEvents, openIncident, record, standsOn, timeline } from './screen.ts';

const desk = standingDesk({ start: 'first' });
beforeAll(() => waitForSample(desk().debrief.client, 'INC-2'));
const ada = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' };

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByLabel('Password').press('Enter');
}

test('a new admin reads the demo, adds to the timeline, and finds everything again', async () => {
  const page = await desk().stranger();
  await page.goto(desk().debrief.address);
  await page.getByLabel('Name').fill(ada.name);
  await signIn(page);
  await page.getByRole('heading', { name: 'Import an incident' }).waitFor();
  await page.getByRole('link', { name: /Try it yourself/ }).click();
  await record(page).getByRole('row').nth(5).waitFor();

  const before = await timeline(page)
    .getByRole('row', { name: /Select:/ })
    .count();
  await record(page).focus();
  const active = () => record(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('j');
  const texts: string[] = [];
  for (let step = 0; step < 2; step += 1) {
    const last = await active();
    await page.keyboard.press('j');
    await expect.poll(active).not.toBe(last);
    const id = (await active()) ?? '';
    texts.push(await page.locator(`[id="${id}"] [data-evidence]`).innerText());
    await page.keyboard.press('x');
  }
  await page.getByRole('toolbar', { name: 'Selection' }).getByText('2 items').waitFor();
  await page.keyboard.press('e');
  await page.getByText('Added 2 items to the timeline as one event').waitFor();
  await hasEvents(page, before + 1);
  const event = timeline(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: /^Evidence/ }) });
  await expect.poll(() => event.getByRole('link', { name: /^Evidence/ }).count()).toBe(2);

  await record(page).focus();
  await page.keyboard.press('End');
  await expect.poll(() => record(page).locator('[id="record-2"]').count()).toBe(0);
  const chip = event.getByRole('link', { name: /^Evidence/ }).first();
  const item = new URL(
    (await chip.getAttribute('href')) ?? '',
    desk().debrief.origin,
  ).searchParams.get('item');
  await chip.click();
  await standsOn(page, texts[0]?.slice(0, 40) ?? '?');
  await page.waitForURL((url) => url.searchParams.get('item') === item);

  await page.reload();
  await hasEvents(page, before + 1);
  await standsOn(page, texts[0]?.slice(0, 40) ?? '?');

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(page);
  await page.getByRole('heading', { name: 'Import an incident' }).waitFor();
  await openIncident(page, '/incidents/INC-2');
  await hasEvents(page, before + 1);
});

test('the one-time link works once', async () => {
  const page = await desk().stranger();
  await page.goto(desk().debrief.address);
  await page.getByRole('heading', { name: 'This Debrief already has an admin' }).waitFor();
  const token = new URL(desk().debrief.address).searchParams.get('token');
  const eve = { token, name: 'Eve', email: 'eve@example.org', password: 'another long password' };
  expect((await page.request.post('/api/session/claim', { data: eve })).status()).toBe(403);
});

test('a visitor is asked to sign in, sees what is wrong, and returns to the requested page', async () => {
  const page = await desk().stranger();
  desk().expects(/status of 401/);
  await page.goto('/incidents/INC-1?text=alias');
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByLabel('Password').press('Enter');
  await page.getByRole('alert').waitFor();
  await signIn(page);
  await record(page).getByRole('row').first().waitFor();
  expect(page.url()).toContain('/incidents/INC-1?text=alias');
});
