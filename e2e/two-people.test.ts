import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringIn, chat, openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ env: { DEBRIEF_DEMO: 'false' } });
  await bringIn(desk.debrief, 'Two at once', { name: 'chat.jsonl', body: chat(['is it the broker?', 'the broker is fine', 'it is the alias']) });
});
afterAll(() => desk?.[Symbol.asyncDispose]());

test('two people see each other’s changes as they happen, and neither overwrites the other in silence', async () => {
  const [one, other] = [await desk.page(), await desk.page()];
  for (const page of [one, other]) {
    await page.goto('/incidents/INC-1');
    await page.locator('[data-evidence]').first().waitFor();
  }
  await one.getByRole('grid', { name: 'Record' }).focus();
  await one.keyboard.press('e');
  const row = other.getByText('is it the broker?').nth(1);
  await row.waitFor();

  const [event] = (await desk.debrief.client.timeline.list({ incident: 'INC-1' })).events;
  if (!event) throw new Error('there is no event');
  await other.goto(`/incidents/INC-1?event=${event.id}`);
  await other.getByText('1 event').first().waitFor();
  await other.keyboard.press('g');
  await other.keyboard.press('2');
  await other.keyboard.press('Enter');
  const title = other.getByLabel('Title');
  await title.fill('The broker was suspected');

  await desk.debrief.client.timeline.change({ id: event.id, version: event.version, title: 'Somebody asks about the broker' });
  await other.getByText('Somebody asks about the broker').first().waitFor();
  expect(await title.inputValue()).toBe('The broker was suspected');
  await title.press('Control+Enter');
  await other.getByRole('region', { name: 'Two versions of this event' }).waitFor();
  const kept = await desk.debrief.client.timeline.get({ id: event.id });
  expect(kept.title).toBe('Somebody asks about the broker');
  await one.getByText('Somebody asks about the broker').first().waitFor();
});

test('what a message says is shown, never run', async () => {
  const hostile = '<img src=x onerror="window.harmed=1"> <script>window.harmed=2</script> [click](javascript:window.harmed=3) **bold**';
  await bringIn(desk.debrief, 'Hostile text', { name: 'hostile.jsonl', body: chat([hostile]) });
  const page = await desk.page();
  await page.goto('/incidents/INC-2');
  await page.locator('[data-evidence]').first().waitFor();
  await page.getByRole('grid', { name: 'Record' }).focus();
  await page.keyboard.press('e');
  await page.getByText('1 event').first().waitFor();
  expect(await page.locator('[data-evidence]').first().innerText()).toContain('<script>window.harmed=2</script>');
  expect(await page.locator('main img, main script, main a[href^="javascript:"]').count()).toBe(0);
  expect(await page.evaluate(() => Reflect.get(window, 'harmed') === undefined)).toBe(true);
});
