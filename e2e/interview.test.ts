import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk({ start: 'first' });

test('an interview is planned from the record, noted by keyboard, and private', async () => {
  desk().expects(/status of 404|ERR_INTERNET_DISCONNECTED/);
  const page = await desk().page(await desk().invite('Edith', 'editor'));
  await page.goto('/incidents/INC-1/review');
  await page.getByRole('button', { name: 'Schedule Ilse Marchetti' }).click();
  await page.getByLabel('Where (optional)').fill('Room 2');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const entry = page.getByLabel('New line');
  await entry.fill('The list looked complete to me.');
  await entry.press('Alt+2');
  await entry.press('Enter');
  await page.getByRole('button', { name: 'Send for approval' }).click();
  await page.getByText('Waits for an answer').waitFor();
  // Back to a note, and kept while there is no connection.
  await page.context().setOffline(true);
  await entry.fill('She was alone on call.');
  await entry.press('Enter');
  await page.getByText('It is kept here and sent again.').waitFor();
  await page.context().setOffline(false);
  await page.getByText('It is kept here and sent again.').waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: /^Asked: How did you get involved/ }).check();
  await page.reload();
  await page.getByRole('button', { name: 'Send as a fact' }).waitFor();
  expect(await page.getByText('She was alone on call.').count()).toBe(1);
  expect(await findViolations(page)).toEqual([]);
  const address = page.url();
  const other = await desk().page();
  await other.goto(address);
  await other.getByText('Interview not found').first().waitFor();
});
