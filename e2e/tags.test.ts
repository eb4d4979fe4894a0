import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { findOverflow } from './look-at.ts';
import { record } from './screen.ts';

const desk = standingDesk();
const incident = 'INC-1';

test('an item is tagged by keyboard, and a record that is filtered by a tag follows what is tagged', async () => {
  const { client } = desk().debrief;
  const { id: tagId } = await client.tag.add({
    name: 'Confusion',
    definition: 'Someone did not know what was going on.',
  });
  const { items } = await client.evidence.record({ incident, limit: 3 });
  const tagged = items.map(({ itemId }) => ({ tagId, kind: 'evidence' as const, id: itemId }));
  await client.tag.changeItems({ incident, add: tagged.slice(0, 1), remove: [] });
  const page = await desk().page();
  await page.goto(`/incidents/${incident}?tag=${tagId}`);
  const rows = record(page).locator('[data-evidence]');
  await expect.poll(() => rows.count()).toBe(1);

  // Someone else tags another item.
  await client.tag.changeItems({ incident, add: tagged.slice(1, 2), remove: [] });
  await expect.poll(() => rows.count()).toBe(2);
  expect([...(await findViolations(page)), ...(await findOverflow(page))]).toEqual([]);

  // The tag is removed from the first one by keyboard.
  await record(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Tags' });
  await dialog.waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.type('Confusion');
  await page.keyboard.press('Enter');
  await page.getByText('Removed “Confusion” from 1 item').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => rows.count()).toBe(1);
});
