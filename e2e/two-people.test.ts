import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { importIntoNewIncident, chat } from './import-file.ts';
import { standingDesk, type Person } from './desk.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';

const desk = standingDesk({ start: 'empty' });
let eva: Person;
let otto: Person;

beforeAll(async () => {
  eva = await desk().invite('Eva', 'editor');
  otto = await desk().invite('Otto', 'viewer');
  await importIntoNewIncident(desk().debrief, 'Two at once', {
    name: 'chat.jsonl',
    body: chat(['is it the broker?', 'the broker is fine', 'it is the alias']),
  });
});

/** Opens the only event in its editor with the keyboard: focus it, Enter. */
async function openEditor(page: Page): Promise<void> {
  await timeline(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: /^Edit:/ }).waitFor();
}

test("each sees the other's changes; concurrent edits show both versions, and nothing is lost", async () => {
  desk().expects(/409/);
  const one = await desk().page();
  const other = await desk().page(eva);
  for (const page of [one, other]) await openIncident(page, '/incidents/INC-1');
  await record(one).focus();
  await one.keyboard.press('e');
  await hasEvents(other, 1);
  await timeline(other).getByText('is it the broker?').waitFor();

  await openEditor(one);
  await openEditor(other);
  await one.getByLabel('Title').fill('The broker is suspected');
  await other.getByLabel('Title').fill('Somebody asks about the broker');
  await other.getByRole('textbox', { name: 'Text' }).fill('A text that nobody else writes.');
  await one.keyboard.press('Control+Enter');
  await timeline(one).getByText('The broker is suspected').waitFor();

  const versions = other.getByRole('region', { name: 'Two versions of this event' });
  await versions.waitFor();
  for (const text of ['The broker is suspected', 'Somebody asks about the broker'])
    await versions.getByText(text).waitFor();
  await versions.getByText(/Olga Owner changed this event while you were editing/).waitFor();
  expect(await other.getByLabel('Title').inputValue()).toBe('Somebody asks about the broker');
  expect(await other.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(
    'A text that nobody else writes.',
  );
  await other.reload();
  await versions.waitFor();
  expect(await other.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(
    'A text that nobody else writes.',
  );
  const [kept] = (await desk().debrief.client.timeline.list({ incident: 'INC-1' })).events;
  expect(kept).toMatchObject({ title: 'The broker is suspected', text: '' });

  await versions.getByRole('radio', { name: 'The broker is suspected' }).check();
  await versions.getByRole('button', { name: 'Use this combination' }).click();
  await other.getByRole('button', { name: 'Save' }).click();
  await timeline(one).getByText('A text that nobody else writes.').waitFor();
  const [both] = (await desk().debrief.client.timeline.list({ incident: 'INC-1' })).events;
  expect(both).toMatchObject({
    title: 'The broker is suspected',
    text: 'A text that nobody else writes.',
  });
});

test('saving over a change that was not visible yet also shows both versions', async () => {
  desk().expects(/409/);
  const page = await desk().page(eva);
  // This page gets no live changes: it cannot know what others do.
  await page.route('**/api/live*', (route) => route.abort());
  desk().expects(/api\/live/);
  await openIncident(page, '/incidents/INC-1');
  await openEditor(page);
  await page.getByLabel('Title').fill('What Eva typed');
  const [event] = (await desk().debrief.client.timeline.list({ incident: 'INC-1' })).events;
  if (!event) throw new Error('there is no event');
  await desk().debrief.client.timeline.change({
    id: event.id,
    version: event.version,
    title: 'What was first',
  });
  await page.keyboard.press('Control+Enter');
  const versions = page.getByRole('region', { name: 'Two versions of this event' });
  for (const text of ['What Eva typed', 'What was first']) await versions.getByText(text).waitFor();
  expect(await desk().debrief.client.timeline.get({ id: event.id })).toMatchObject({
    title: 'What was first',
  });
  await versions.getByRole('button', { name: 'Use mine' }).click();
  await expect
    .poll(() => desk().debrief.client.timeline.get({ id: event.id }), { timeout: 5000 })
    .toMatchObject({ title: 'What Eva typed' });
});

test('changes by others during a save are not missed, however slow the responses are', async () => {
  const page = await desk().page();
  await openIncident(page, '/incidents/INC-1');
  // The live event of the user's own change arrives before the response, and triggers a read that
  // the response overtakes.
  await page.route('**/api/incidents/INC-1/timeline', async (route) => {
    if (route.request().method() === 'GET') return setTimeout(1000).then(() => route.continue());
    const response = await route.fetch();
    await setTimeout(400);
    return route.fulfill({ response });
  });
  await record(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await desk().debrief.client.timeline.add({
    incident: 'INC-1',
    title: 'Written meanwhile',
    at: '2026-03-02T07:00:00Z',
  });
  await timeline(page).getByText('Written meanwhile').waitFor();
});

test('changes between the first read of a page and its live stream are not missed', async () => {
  const page = await desk().page();
  const asked = Promise.withResolvers<void>();
  const added = Promise.withResolvers<void>();
  await page.route('**/api/live*', async (route) => {
    asked.resolve();
    await added.promise;
    return route.continue();
  });
  await openIncident(page, '/incidents/INC-1');
  await asked.promise;
  await desk().debrief.client.timeline.add({
    incident: 'INC-1',
    title: 'Added before the stream',
    at: '2026-03-02T07:05:00Z',
  });
  added.resolve();
  await timeline(page).getByText('Added before the stream').waitFor();
});

test('a reader is offered nothing that they cannot do', async () => {
  const page = await desk().page(otto);
  await openIncident(page, '/incidents/INC-1');
  await hasEvents(page, 4);
  for (const name of ['Import', 'Event', 'Add to timeline'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  await record(page).focus();
  await page.keyboard.press('e');
  await page.keyboard.press('u');
  await hasEvents(page, 4);
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('heading', { name: 'Import an incident' }).count()).toBe(0);
});

test('a private incident does not exist for outsiders', async () => {
  desk().expects(/status of 404|ClientProblem: INC-/);
  await importIntoNewIncident(desk().debrief, 'Hush: the vendor', {
    name: 'hush.jsonl',
    body: chat(['the vendor was told', 'nobody else was']),
  });
  const owner = await desk().page();
  const outsider = await desk().page(eva);
  await outsider.clock.install();
  await openIncident(owner, '/incidents/INC-2');
  await openIncident(outsider, '/incidents/INC-2');
  const heard = await listen(outsider);

  await owner.getByRole('button', { name: 'More for this incident' }).click();
  await owner.getByRole('menuitem', { name: /Who can see it/ }).click();
  await owner.getByRole('button', { name: /Make private…/ }).click();
  await owner.getByRole('button', { name: 'Make private', exact: true }).click();
  await owner.getByText('INC-2 is private to its members').waitFor();
  await owner.getByRole('dialog').getByRole('button', { name: /Close/ }).click();

  // Also on an open page: gone without a reload, at its next check.
  await outsider.clock.fastForward(21_000);
  await outsider.getByText('the vendor was told').waitFor({ state: 'detached' });
  await record(owner).focus();
  await owner.keyboard.press('e');
  await hasEvents(owner, 1);

  // They get an event that they can see, but not the earlier one in the private incident.
  await desk().debrief.client.incident.declare({ title: 'A sign that the stream runs' });
  await expect.poll(heard, { timeout: 5000 }).toContain('A sign that the stream runs');
  expect(await heard()).not.toMatch(/vendor was told|event\.added/);

  await outsider.goto('/incidents');
  await outsider.getByRole('link', { name: 'Two at once' }).waitFor();
  expect(await outsider.getByText(/Hush|INC-2/).count()).toBe(0);
  await outsider.goto('/incidents?text=Hush');
  await outsider.getByText('No incident matches').waitFor();
  await outsider.keyboard.press('Control+k');
  await outsider.getByRole('combobox', { name: /Search incidents/ }).fill('vendor');
  await outsider.getByText('No matches').waitFor();
  await outsider.goto('/incidents/INC-2');
  const refusal = await readWords(outsider);
  await outsider.goto('/incidents/INC-77');
  expect(refusal.replaceAll('INC-2', 'INC-77')).toBe(await readWords(outsider));
});

/** What the page receives, as the raw stream. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const source = new EventSource('/api/live');
    const told: string[] = [];
    for (const type of ['message', 'activity'])
      source.addEventListener(type, (event) => told.push(String(event.data)));
    Object.assign(globalThis, { told });
    return new Promise((resolve) => source.addEventListener('open', resolve, { once: true }));
  });
  return () => page.evaluate(() => String(Reflect.get(globalThis, 'told')));
}

/** The page's text once it says that nothing is here. */
async function readWords(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Not found' }).waitFor();
  return page.getByRole('main').innerText();
}
