import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { activeRow, focusedName } from './screen.ts';

const desk = standingDesk();
let page: Page;
const at = '2022-12-06T15:00:00Z';

beforeAll(async () => {
  const { client } = desk().debrief;
  await client.incident.declare({ title: 'Orders vanish from the storefront', severity: 'SEV-3' });
  await client.incident.declare({ title: 'Nightly restore took a day' });
  await client.investigation.add({
    type: 'factor',
    incident: 'INC-1',
    kind: 'contributor',
    statement: 'The alias is changed by hand, and nothing checks where it points',
    sense: 'It had always been enough to look at the quagga dashboard',
    at,
  });
  await client.investigation.add({
    type: 'factor',
    incident: 'INC-2',
    statement: 'An alias was set by hand',
    at,
  });
  await client.investigation.add({
    type: 'factor',
    kind: 'difficulty',
    incident: 'INC-2',
    statement: 'Nobody could see where the alias pointed',
    at,
  });
  await client.investigation.add({
    type: 'decision',
    incident: 'INC-2',
    statement: 'Roll the alias back',
    at,
  });
  await client.investigation.add({
    type: 'impact',
    incident: 'INC-2',
    on: 'employees',
    statement: 'Support answered 300 calls in a night',
    at,
  });
  await client.timeline.add({
    incident: 'INC-3',
    title: 'Quagga restore began',
    at: '2023-01-01T00:00:00Z',
  });
});
beforeEach(async () => {
  page = await desk().page();
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
const resultList = () => page.getByRole('list', { name: 'Results' });
const results = () => resultList().locator('a[data-row]');
const kind = (name: string) =>
  page.getByRole('group', { name: 'Types' }).getByRole('button', { name: new RegExp(`^${name}`) });

test('a search with the keyboard: words, a kind, a result, its place, and back', async () => {
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await press('g', 'l');
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await press('/');
  expect(await focusedName(page)).toBe('Search the library');
  await page.keyboard.type('alias hand');
  await resultList()
    .getByText('The alias is changed by hand')
    .or(resultList().getByRole('link', { name: /The alias is changed by hand/ }))
    .first()
    .waitFor();
  await expect.poll(() => page.url()).toContain('text=alias+hand');
  // Matches are marked in the text of the hits.
  await expect.poll(() => resultList().locator('mark').allInnerTexts()).toContain('alias');
  await kind('Factors').focus();
  await press('Enter');
  await expect.poll(() => page.url()).toContain('kind=factor');
  await expect.poll(() => results().count()).toBe(2);
  await press('j', 'j', 'k', 'k');
  const first = (await results().first().innerText()).trim();
  await expect.poll(() => focusedName(page)).toBe(first);
  await press('Enter');
  await page.getByRole('heading', { name: 'Contributing factors' }).waitFor();
  await page.getByRole('article', { name: first }).waitFor();
  await page.goBack();
  await expect.poll(() => results().count()).toBe(2);
});

test('operators are completed with the keyboard', async () => {
  await page.goto('/library');
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await press('/');
  await page.keyboard.type('alias kind:dec');
  await page.getByRole('option', { name: 'kind:decision' }).waitFor();
  await press('ArrowDown', 'Enter');
  await expect
    .poll(() => page.getByLabel('Search the library').inputValue())
    .toBe('alias kind:decision ');
  await expect.poll(() => results().allInnerTexts()).toEqual(['Roll the alias back']);
  await expect.poll(() => page.url()).toContain('text=alias+kind');
});

test('finds words near the statement, prefixes, quotes, time ranges; and nothing for unknown words', async () => {
  await page.goto('/library?text=quag');
  await resultList().getByText('It had always been enough to look at the').waitFor();
  await expect.poll(() => results().count()).toBe(2);
  await page.goto('/library?text=quagga&from=2023-01-01');
  await expect.poll(() => results().allInnerTexts()).toEqual(['Quagga restore began']);
  await page.goto('/library?text=%22hand+alias%22');
  await page.getByText('No results').waitFor();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await results().nth(3).waitFor();
});

test('results are sorted by time, and the order can be saved as a view', async () => {
  await page.goto('/library?text=quag');
  await page.getByText('Sorted by relevance').waitFor();
  const sort = page.getByRole('combobox', { name: 'Sort' });
  const restore = 'Quagga restore began';
  await sort.selectOption('Oldest first');
  await expect.poll(async () => (await results().allInnerTexts()).at(-1)).toBe(restore);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('time');
  await sort.selectOption('Newest first');
  await expect.poll(async () => (await results().allInnerTexts())[0]).toBe(restore);
  await page.getByRole('button', { name: 'Save view' }).waitFor();
  await sort.selectOption('Relevance');
  await page.getByText('Sorted by relevance').waitFor();
});

test('a message opens in the record', async () => {
  const { items } = await desk().debrief.client.evidence.record({
    incident: 'INC-1',
    kind: 'message',
    bots: 'without',
    limit: 40,
  });
  const said = items.find((item) => /^[\w ',.]{30,150}$/.test(item.text)) ?? items[0];
  await page.goto(`/library?kind=evidence&text=${encodeURIComponent(`"${said?.text ?? ''}"`)}`);
  await results().first().click();
  await expect.poll(() => activeRow(page)).toContain(said?.text.slice(0, 25) ?? 'nothing');
  expect(page.url()).toContain(`item=${said?.itemId}`);
});

test('a factor lists similar ones in other incidents, and why', async () => {
  await page.goto('/library?text=alias+changed&kind=factor');
  await page
    .getByRole('button', { name: /^Other incidents with this factor/ })
    .first()
    .click();
  await resultList().getByText('An alias was set by hand').waitFor();
  await resultList().getByText('Both are “contributor” and mention').waitFor();
  await page.goto('/incidents/INC-2/factors?view=list');
  const card = page.getByRole('article', { name: 'An alias was set by hand' });
  await card.getByRole('button', { name: /^Other incidents with this factor/ }).click();
  await card.getByRole('link', { name: /The alias is changed by hand/ }).click();
  await page.getByRole('article', { name: /The alias is changed by hand/ }).waitFor();
  expect(page.url()).toContain('/incidents/INC-1/factors');
});

test('compares two incidents selected with the keyboard; a third is added by its title', async () => {
  await page.goto('/library?text=alias&kind=factor');
  await results().nth(2).waitFor();
  const refs = await results().evaluateAll((links) =>
    links.map((link) => link.getAttribute('data-row')),
  );
  await press('j', 'x');
  const other = refs.findIndex((ref) => ref !== refs[0]);
  for (let step = 0; step < other; step += 1) await press('j');
  await press('x');
  await page.getByRole('link', { name: /^Compare INC-\d, INC-\d$/ }).waitFor();
  await press('Shift+C');
  const table = page.getByRole('table');
  await table.getByRole('rowheader', { name: /^Time investigated/ }).waitFor();
  expect(await table.getByRole('columnheader').allInnerTexts()).toHaveLength(2);
  // Minutes of work are not shown as an hour of work.
  const worked = table.getByRole('row', { name: /^Time investigated/ });
  await worked
    .getByText(/^Up to \d hours?$/)
    .first()
    .waitFor();
  await table.getByText('Support answered 300 calls in a night').waitFor();
  await press('/');
  // Enter waits for the results of the search, however long that takes.
  await page.route('**/api/incidents?*text=*', async (route) => {
    await setTimeout(600);
    await route.continue();
  });
  await page.keyboard.type('nightly');
  await press('Enter');
  await expect.poll(() => table.getByRole('columnheader').count()).toBe(3);
  expect(page.url()).toMatch(/incidents=INC-\d,INC-\d,INC-3/);
  await page.getByRole('button', { name: 'Remove INC-3' }).click();
  await expect.poll(() => table.getByRole('columnheader').count()).toBe(2);
});

test('search, kinds and comparison fit on a phone, and axe finds nothing', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path, text] of [
    ['/library?text=alias', 'Roll the alias back'],
    ['/library/compare?incidents=INC-1,INC-2', 'Impact on employees'],
  ] as const) {
    await page.goto(path);
    await page
      .getByText(text)
      .or(page.getByRole('link', { name: text }))
      .first()
      .waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    expect(await findViolations(page)).toEqual([]);
  }
});

test('the palette keeps what is typed before it opens, and Enter takes the matching result', async () => {
  await page.goto('/incidents/INC-2');
  await page.getByRole('button', { name: 'More for this incident' }).waitFor();
  await page.route('**/palette-*.js', async (route) => {
    await setTimeout(600);
    await route.continue();
  });
  await page.route('**/api/incidents?*text=*', async (route) => {
    await setTimeout(600);
    await route.continue();
  });
  await press('Control+k');
  await page.keyboard.type('nightly i');
  await press('Backspace', 'Backspace');
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('nightly');
  expect(new URL(page.url()).pathname).toBe('/incidents/INC-2');
  await press('Enter');
  await page.waitForURL('**/incidents/INC-3');
});
