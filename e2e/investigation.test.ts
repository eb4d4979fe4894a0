import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { readTextSize } from './screen.ts';

const incident = 'INC-1';
const whys = [
  'The alias pointed at the index of last week',
  'A script moved the alias when its index check failed',
  'The check failed because the new index had another name',
  'Names of indexes are made by hand in two places',
  'Nobody owns the index tooling since the reorganisation',
];

const desk = standingDesk();
let page: Page;
beforeEach(async () => {
  page = await desk().page();
});

const listFindings = async () =>
  (await desk().debrief.client.investigation.list({ incident })).findings;
const only = async (type: string) =>
  (await listFindings()).filter((finding) => finding.type === type);

/** Presses keys one after the other, as a person does. */
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('a hypothesis from a record item, ruled out with another one', async () => {
  await page.goto(`/incidents/${incident}`);
  await page.locator('[data-evidence]').first().waitFor();
  await press('j', 'j', 'h');
  const statement = page.getByRole('textbox', { name: 'Hypothesis', exact: true });
  await statement.waitFor();
  // The draft cites the item; nothing is stored before it is saved, and Esc discards it.
  expect(await statement.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Remove citation' }).waitFor();
  await press('Escape');
  await statement.waitFor({ state: 'detached' });
  expect(await only('hypothesis')).toEqual([]);
  await press('g', '1', 'h');
  await statement.waitFor();
  await page.keyboard.type('The storefront is slow because of the broker');
  await press('Enter');
  const row = page.getByRole('row', {
    name: /Hypothesis.*The storefront is slow because of the broker/,
  });
  await row.waitFor();
  await expect
    .poll(async () => (await only('hypothesis')).map((one) => one.statement))
    .toEqual(['The storefront is slow because of the broker']);

  // The form starts with the focus on its choice, so the page's keys work: move to the record and
  // cite another item.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id.startsWith('event-')))
    .toBe(true);
  await press('s');
  await page.getByRole('form', { name: 'Update status' }).waitFor();
  await press('ArrowRight', 'ArrowRight');
  expect(await page.getByRole('radio', { name: 'Ruled out' }).isChecked()).toBe(true);
  await press('g', '1', 'j', 'j', 'c');
  await page
    .getByRole('form', { name: 'Update status' })
    .getByRole('button', { name: 'Remove citation' })
    .waitFor();
  await press('Control+Enter');
  await page.getByRole('row', { name: /Hypothesis.*ruled out/ }).waitFor();

  // A change is on screen before the server has it.
  await expect.poll(() => only('hypothesis')).toMatchObject([{ status: 'ruled-out' }]);
  const [hypothesis] = await only('hypothesis');
  if (hypothesis?.type !== 'hypothesis') throw new Error('There is no hypothesis');
  const cited = hypothesis.steps.map((step) => step.citations.map((citation) => citation.itemId));
  expect(cited.map((items) => items.length)).toEqual([1, 1]);
  expect(cited[0]).not.toEqual(cited[1]);
  // Both items have its mark.
  expect(
    await page.getByRole('button', { name: /cited by hypothesis: The storefront is slow/ }).count(),
  ).toBe(2);
});

test('the board shows it, with who updated its status', async () => {
  await page.goto(`/incidents/${incident}/investigation`);
  const card = page.getByRole('article', { name: 'The storefront is slow because of the broker' });
  await card.waitFor();
  expect(await card.innerText()).toMatch(/Proposed by Olga Owner[\s\S]*Ruled out by Olga Owner/);
  // Only the statuses that a hypothesis has take space.
  const board = await page.getByRole('region', { name: 'Hypotheses' }).innerText();
  expect(board).toMatch(/Ruled out\s+1/);
  expect(board).not.toMatch(/^(?:Open|Supported|Confirmed)$/m);
});

test('a decision with two options', async () => {
  await page.goto(`/incidents/${incident}/investigation`);
  await page
    .getByRole('article', { name: 'The storefront is slow because of the broker' })
    .waitFor();
  await press('n', 'd');
  const what = page.getByRole('textbox', { name: 'Decision', exact: true });
  await what.waitFor();
  await expect.poll(() => what.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('Point the alias by hand');
  const add = page.getByRole('button', { name: 'Option', exact: true });
  for (const [index, option] of ['Point it by hand', 'Wait for the tooling team'].entries()) {
    await add.focus();
    await press('Enter');
    await page.getByRole('textbox', { name: `Option ${index + 1}`, exact: true }).focus();
    await page.keyboard.type(option);
  }
  await page.getByRole('checkbox', { name: /taken \(option 1\)/ }).focus();
  await press('Space', 'Control+Enter');
  await page.getByRole('article', { name: 'Point the alias by hand' }).waitFor();
  const options = [
    { text: 'Point it by hand', isChosen: true },
    { text: 'Wait for the tooling team', isChosen: false },
  ];
  await expect.poll(() => only('decision')).toMatchObject([{ options }]);
  expect(await findViolations(page)).toEqual([]);
});

test('typed text survives a reload', async () => {
  await page.goto(`/incidents/${incident}/investigation`);
  await page
    .getByRole('article', { name: 'The storefront is slow because of the broker' })
    .waitFor();
  await press('n', 'q');
  const question = page.getByRole('textbox', { name: 'Question', exact: true });
  await question.waitFor();
  await expect
    .poll(() => question.evaluate((field) => field === document.activeElement))
    .toBe(true);
  await page.keyboard.type('Who else writes to this alias?');
  await page.reload();
  await question.waitFor();
  expect(await question.inputValue()).toBe('Who else writes to this alias?');
  await press('Enter');
  await page.getByRole('article', { name: 'Who else writes to this alias?' }).waitFor();
  await expect.poll(() => only('question')).toHaveLength(1);
});

test('five whys, as fast as one can type', async () => {
  await page.goto(`/incidents/${incident}/investigation`);
  await page
    .getByRole('article', { name: 'The storefront is slow because of the broker' })
    .waitFor();
  await press('g', 'f');
  await page.getByRole('heading', { name: 'Contributing factors' }).waitFor();
  await press('w');
  await page.getByRole('form', { name: 'Five whys' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type('Search showed no results');
  for (const why of whys) {
    await press('Enter');
    await page.keyboard.type(why);
  }
  await press('Control+Enter');
  await page.getByRole('form', { name: 'Step 1 of the five whys' }).waitFor();
  await page.keyboard.type('The dashboard counts answers, not whether they are whole');
  await press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'The dashboard counts' }).waitFor();
  await press('Tab');
  await page.keyboard.type('It had been moved by hand for years');
  await press('Control+Enter');
  await page.getByRole('form', { name: 'Step 2 of the five whys' }).waitFor();

  const last = { sense: 'It had been moved by hand for years' };
  await expect.poll(listFindings).toContainEqual(expect.objectContaining(last));
  const { findings: all, links } = await desk().debrief.client.investigation.list({ incident });
  const findId = (statement: string) => all.find((finding) => finding.statement === statement)?.id;
  const path = ['Search showed no results', ...whys].map(findId);
  const made = links.map((link) => `${link.from} ${link.kind} ${link.to}`);
  for (const [index, to] of path.slice(0, -1).entries())
    expect(made).toContain(`${path[index + 1]} led-to ${to}`);
  expect(made).toContain(
    `${findId('The dashboard counts answers, not whether they are whole')} made-possible ${path[0]}`,
  );
  expect(all.find((finding) => finding.statement === whys[0])).toMatchObject(last);
});

test('the arrow keys move in the graph, and links are created by typing', async () => {
  await page.goto(`/incidents/${incident}/factors`);
  const box = (statement: string) =>
    page
      .getByRole('button', { name: new RegExp(`^\\w+(, \\d+ cited)?: ${statement}`) })
      .and(page.locator('g'));
  await box(whys[0] ?? '').waitFor();
  expect(await readTextSize(page, 'g[role="button"] text')).toBeGreaterThanOrEqual(12);
  await page.locator('g[role="button"][tabindex="0"]').focus();
  await box('Search showed').focus();
  await press('ArrowUp');
  const getFocused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  expect(await getFocused()).toMatch(/^Contributor: (The alias pointed|The dashboard counts)/);
  await box(whys[4] ?? '').focus();
  await press('l');
  await page.getByRole('combobox', { name: 'The other factor' }).waitFor();
  await page.keyboard.type('dashboard');
  await press('Enter');
  await expect
    .poll(async () => (await desk().debrief.client.investigation.list({ incident })).links.length)
    .toBe(7);
  await page.getByText('How exactly did one thing make the other happen?').waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('two accounts of one moment stay two, are compared, and say that they differ', async () => {
  const { client } = desk().debrief;
  const { ref } = await client.incident.declare({ title: 'Two accounts', zone: 'UTC' });
  const at = '2026-03-02T09:00:00Z';
  const add = (title: string, team: string | null) =>
    client.timeline.add({
      incident: ref,
      title,
      at,
      recollectionOf: team,
      ...(team !== null && { perspective: { type: 'team' as const, team } }),
    });
  await add('Traffic is moved', null);
  await add('Moved before lunch', 'Support');
  await add('Moved at two', 'Search');
  await page.goto(`/incidents/${ref}?pane=timeline`);
  for (const title of ['Moved before lunch', 'Moved at two'])
    await page.getByRole('checkbox', { name: `Select: ${title}` }).click();
  await press('m');
  await page.getByText('These events are different perspectives').waitFor();
  await press('Shift+C');
  const form = page.getByRole('form', { name: 'A new contradiction' });
  await form.getByLabel('What the accounts differ on').fill('When the traffic was moved');
  expect(await form.getByLabel('What account 2 says').inputValue()).toBe('Moved at two');
  await press('Control+Enter');
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await grid
    .getByRole('row', { name: /Conflicting accounts.*When the traffic was moved/ })
    .waitFor();
  await expect.poll(() => grid.getByRole('button', { name: 'accounts differ' }).count()).toBe(2);
  expect((await client.timeline.list({ incident: ref })).events).toHaveLength(3);

  await page.getByRole('button', { name: 'Lanes by perspective' }).click();
  const lanes = page.getByRole('group', { name: 'Lanes of the timeline' });
  await lanes.getByRole('button', { name: 'Team Support' }).click();
  await page.getByLabel('Compare with').selectOption('Team Search');
  await grid.getByRole('row', { name: /Traffic is moved/ }).waitFor({ state: 'detached' });
  expect(await grid.getByRole('row', { name: /Moved (before lunch|at two)/ }).count()).toBe(2);
  await page.reload();
  await grid.getByRole('row', { name: /Moved at two/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('compare')).toBe('team:Search');
  const options = page.getByLabel('Perspective', { exact: true }).locator('option');
  expect(await options.allInnerTexts()).not.toContain('All perspectives');
  expect(await findViolations(page)).toEqual([]);
});
