import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, watch, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

test('the one-time link makes the owner, shows the demo, and works once', async () => {
  const context = await desk.browser.newContext();
  const page = await context.newPage();
  watch(page, desk.faults);
  await page.goto(desk.debrief.address);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByLabel('Password').press('Enter');

  await page.getByText('Bring in your own record').first().waitFor();
  await page
    .getByRole('link', { name: /Search shows no results/ })
    .first()
    .click();
  await page.locator('[data-evidence]').first().waitFor();
  expect(await page.getByRole('grid', { name: 'Record' }).getByRole('row').count()).toBeGreaterThan(5);
  await page.reload();
  await page.locator('[data-evidence]').first().waitFor();
  expect(desk.faults).toEqual([]);

  const second = await context.request.post(`${desk.debrief.origin}/api/session/claim`, {
    data: { token: new URL(desk.debrief.address).searchParams.get('token'), name: 'Eve', email: 'eve@example.org', password: 'another long password' },
  });
  expect(second.status()).toBe(403);
  await context.close();
});

test('whoever is not signed in is asked to, and comes back to where they wanted to go', async () => {
  const context = await desk.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${desk.debrief.origin}/incidents/INC-1?text=alias`);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByLabel('Password').press('Enter');
  await page.locator('[data-evidence]').first().waitFor();
  expect(page.url()).toContain('/incidents/INC-1?text=alias');
  await context.close();
});
