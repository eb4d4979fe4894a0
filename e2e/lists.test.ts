import { beforeAll, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk, type Person } from './desk.ts';

const incident = 'INC-1';
const desk = standingDesk();
let vera: Person;
const followUps = async () => (await desk().debrief.client['follow-up'].list({ incident })).items;

beforeAll(async () => {
  vera = await desk().invite('Vera', 'viewer');
  const { client } = desk().debrief;
  for (const [text, dueOn] of [
    ['Alert on an empty index', '2027-02-01'],
    ['Check the alias', '2027-01-01'],
  ] as const)
    await client['follow-up'].add({ incident, text, intent: 'detect', dueOn });
  const declared = await client.incident.declare({ title: 'A queue is full', severity: 'SEV-1' });
  await client.incident.change({
    incident: declared.ref,
    version: declared.version,
    status: 'active',
  });
});

test('follow-ups are sorted, selected by keyboard, changed at once, and all are undone together', async () => {
  const page = await desk().page();
  await page.goto('/follow-ups');
  const list = page.getByRole('table', { name: 'Follow-ups' });
  const texts = () => list.getByRole('link').allInnerTexts();
  await expect.poll(texts).toEqual(['Check the alias', 'Alert on an empty index']);
  await list.getByRole('button', { name: 'Follow-up' }).click();
  await expect.poll(texts).toEqual(['Alert on an empty index', 'Check the alias']);
  expect(new URL(page.url()).search).toBe('?sort=text');
  await list.getByRole('columnheader', { name: 'Follow-up', exact: true }).waitFor();
  expect(
    await list.getByRole('columnheader', { name: 'Follow-up' }).getAttribute('aria-sort'),
  ).toBe('ascending');

  await list.getByRole('link').first().focus();
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByText('1 follow-up selected').waitFor();
  await page.keyboard.press('Control+a');
  await bar.getByText('2 follow-ups selected').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('menuitem', { name: 'Olga Owner' }).click();
  await expect
    .poll(async () => (await followUps()).map((one) => one.owner?.name))
    .toEqual(['Olga Owner', 'Olga Owner']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(async () => (await followUps()).map((one) => one.owner?.name))
    .toEqual([undefined, undefined]);
});

test('follow-ups of an incident are sorted, and the order stays while one is edited', async () => {
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto(`/incidents/${incident}/follow-ups`);
  const cards = page.getByRole('article');
  const names = () =>
    cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label') ?? ''));
  await expect.poll(names).toEqual(['Alert on an empty index', 'Check the alias']);
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('Due first');
  await expect.poll(names).toEqual(['Check the alias', 'Alert on an empty index']);
  await cards.first().focus();
  await page.keyboard.press('s');
  await expect.poll(() => new URL(page.url()).searchParams.get('edit')).toBe('move');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('due');
  await page.reload();
  await expect.poll(names).toEqual(['Check the alias', 'Alert on an empty index']);
  expect(await findViolations(page)).toEqual([]);
});

test('follow-ups of an incident are selected on their cards, and removed and restored together', async () => {
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/follow-ups`);
  await page.getByRole('article', { name: 'Check the alias' }).focus();
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByText('1 follow-up selected').waitFor();
  await page.getByRole('checkbox', { name: 'Select: Alert on an empty index' }).check();
  expect(await findViolations(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(async () => (await followUps()).length).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await followUps()).length).toBe(2);
});

test('a follow-up that cannot take a status is named, and the other is changed', async () => {
  desk().expects(/422/);
  const { client } = desk().debrief;
  const [first] = await followUps();
  await client['follow-up'].changeStatus({
    id: first?.id ?? '',
    version: first?.version ?? 0,
    to: 'wont-do',
    reason: 'No',
  });
  const page = await desk().page();
  await page.goto('/follow-ups?state=any');
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Change status' }).click();
  await page.getByRole('menuitem', { name: 'Done' }).click();
  await bar
    .getByRole('alert')
    .getByText(/^Alert on an empty index: /)
    .waitFor();
  expect((await followUps()).map((one) => one.state).toSorted()).toEqual(['done', 'wont-do']);
});

test('incidents are filtered by a labelled filter, sorted, and changed together', async () => {
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto('/incidents');
  const links = page.getByRole('table').getByRole('link');
  await expect.poll(() => links.count()).toBe(2);
  await page.getByRole('button', { name: 'Title' }).click();
  await expect.poll(async () => (await links.allInnerTexts())[0]).toBe('A queue is full');
  await page.getByRole('combobox', { name: 'Severity' }).selectOption('SEV-1');
  await expect.poll(() => links.count()).toBe(1);
  await page.getByRole('checkbox', { name: 'Select: INC-2' }).check();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  expect(await findViolations(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitem', { name: 'Closed' }).click();
  const status = async () =>
    (await desk().debrief.client.incident.get({ incident: 'INC-2' })).status;
  await expect.poll(status).toBe('closed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(status).toBe('active');
});

test('filters are saved as a view, shared, renamed and removed; a view with a filter that is gone says so', async () => {
  const page = await desk().page();
  await page.goto('/follow-ups?state=any&sort=-text');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name', { exact: true }).fill('All, from Z to A');
  await page.getByLabel('Share with everyone').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  const view = page.getByRole('button', { name: /All, from Z to A$/, pressed: true });
  await view.waitFor();
  expect(await findViolations(page)).toEqual([]);

  const other = await desk().page(vera);
  await other.goto('/follow-ups');
  await other.getByRole('button', { name: /All, from Z to A$/ }).click();
  await expect.poll(() => new URL(other.url()).search).toBe('?state=any&sort=-text');

  await page.getByRole('button', { name: 'Actions for the view All, from Z to A' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name of the view').fill('All');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Actions for the view All', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('Removed the view “All”').waitFor();
  await expect.poll(() => other.getByRole('button', { name: /^All/ }).count()).toBe(0);

  await page.goto('/follow-ups?state=declared');
  await page.getByText('The filter state “declared” no longer exists.').waitFor();
});
