import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { openIncident, timeline } from './screen.ts';

const incident = 'INC-1';
const desk = standingDesk();
let page: Page;
let factor = '';

beforeAll(async () => {
  const { client } = desk().debrief;
  const made = await client.investigation.add({
    type: 'factor',
    incident,
    statement: 'Nothing checks where the alias points',
    at: '2022-12-06T15:00:00Z',
  });
  factor = made.findings[0]?.id ?? '';
});
beforeEach(async () => {
  page = await desk().page();
});

const followUps = async () => (await desk().debrief.client['follow-up'].list({ incident })).items;
const card = (name: string) => page.getByRole('article', { name, exact: true });
const expectFocused = (locator: ReturnType<Page['locator']>) =>
  expect.poll(() => locator.evaluate((one) => one === document.activeElement)).toBe(true);

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('adds a follow-up from a factor, with questions about its wording while typing', async () => {
  await page.goto(`/incidents/${incident}/factors?view=list&finding=${factor}`);
  const link = page.getByRole('link', {
    name: 'Add follow-up to: Nothing checks where the alias points',
  });
  await link.focus();
  await press('Enter');
  const text = page.getByRole('textbox', { name: 'What to do' });
  await text.waitFor();
  await expectFocused(text);
  await page.keyboard.type('Be more careful with the alias');
  const asked = page.getByRole('region', { name: 'Questions about these words' });
  await asked.getByText('What would make the next person’s easy path the right one?').waitFor();
  await asked.getByText('Which person or team will see to it?').waitFor();
  expect(await findViolations(page)).toEqual([]);

  await text.fill('Refuse an alias that lacks one of the last three days');
  await expect.poll(() => asked.getByText('easy path').count()).toBe(0);
  await page.getByRole('textbox', { name: 'Done when' }).fill('A replay of 6 December is refused');
  await page.getByRole('combobox', { name: 'Owner' }).selectOption({ label: 'Olga Owner (you)' });
  const due = page.getByLabel('Due by', { exact: true });
  await due.fill('2022-12-19');
  await due.press('Tab');
  expect(await due.inputValue()).toBe('19 Dec 2022');
  await due.press('ArrowUp');
  expect(await due.inputValue()).toBe('20 Dec 2022');
  await due.fill('20/12/2022');
  await due.press('Tab');
  await page.getByText('Enter a date as 6 Dec 2022').waitFor();
  await due.fill('Dec 20, 2022');
  await expect.poll(() => asked.getByRole('listitem').count()).toBe(0);
  await press('Control+Enter');
  const made = card('Refuse an alias that lacks one of the last three days');
  await made.waitFor();
  await expectFocused(made);
  await expect.poll(followUps).toMatchObject([
    {
      state: 'open',
      owner: { name: 'Olga Owner' },
      dueOn: '2022-12-20',
      isOverdue: true,
      origin: { findingId: factor },
      questions: [],
    },
  ]);
});

test('saves wording that cannot be checked, and keeps asking until dismissed', async () => {
  await page.goto(`/incidents/${incident}/follow-ups`);
  await card('Refuse an alias that lacks one of the last three days').waitFor();
  await press('n');
  const text = page.getByRole('textbox', { name: 'What to do' });
  await expectFocused(text);
  await page.keyboard.type('Improve the tooling');
  await press('Enter');
  const made = card('Improve the tooling');
  await made.getByText('What end state shows that it is done?').waitFor();
  await page.reload();
  await made.getByText('What end state shows that it is done?').waitFor();
  await made.getByRole('button', { name: 'Keep as is: Improve' }).focus();
  await press('Enter');
  await expect.poll(() => made.getByText('What end state shows that it is done?').count()).toBe(0);
  await expect
    .poll(async () => (await followUps()).map((one) => one.meant))
    .toEqual([[], ['improve']]);
});

test('a key right after another one acts on the row that the page moves to', async () => {
  await page.goto(`/incidents/${incident}/follow-ups`);
  const first = card('Refuse an alias that lacks one of the last three days');
  await first.waitFor();
  await press('j');
  await expectFocused(first);
  // As on a busy machine, where the second key is next in line before anything else.
  await page.evaluate(async () => {
    for (const key of ['j', 's']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await Promise.resolve();
    }
  });
  await page.getByRole('form', { name: 'Change status: Improve the tooling' }).waitFor();
});

test('a key on a record that is still scrolling to an item acts on that item', async () => {
  const { client } = desk().debrief;
  const { items } = await client.evidence.record({ incident, limit: 20, threads: 'flat' });
  const item = items.at(-1);
  if (item === undefined) throw new Error('The record is empty');
  let show = () => {};
  const held = new Promise<void>((resolve) => (show = resolve));
  await page.route(`**/evidence/${item.itemId}*`, async (route) => {
    await held;
    await route.continue();
  });
  await openIncident(page, `/incidents/${incident}?item=${item.itemId}`);
  const listEvents = async () => (await client.timeline.list({ incident })).events;
  const before = new Set((await listEvents()).map(({ id }) => id));
  await press('e');
  show();
  await expect
    .poll(async () =>
      (await listEvents())
        .filter(({ id }) => !before.has(id))
        .flatMap(({ citations }) => citations.map((one) => one.evidenceId)),
    )
    .toEqual([item.id]);
});

test('done, then verified with evidence, only with the keyboard; undone and done again', async () => {
  desk().expects(/422/);
  await page.goto(`/incidents/${incident}/follow-ups`);
  const first = card('Refuse an alias that lacks one of the last three days');
  await first.waitFor();
  await press('j');
  await expectFocused(first);
  await first.getByRole('button', { name: /^Change status/ }).hover();
  await page.getByRole('tooltip').getByText('s', { exact: true }).waitFor();
  await press('s');
  await page.getByRole('form', { name: /^Change status:/ }).waitFor();
  const sheet = page.getByRole('region', { name: 'Update status' });
  await expect
    .poll(() => sheet.evaluate((pane) => getComputedStyle(pane).boxShadow))
    .toContain('inset');
  await press('ArrowDown');
  expect(await page.getByRole('radio', { name: 'Done', exact: true }).isChecked()).toBe(true);
  await press('Control+Enter');
  await page.getByRole('region', { name: 'Done', exact: true }).waitFor();

  await expectFocused(first);
  await press('s');
  await page.getByRole('radio', { name: 'Verified: it works' }).waitFor();
  await press('Control+Enter');
  // Without evidence it is asked for, and nothing is lost.
  await page.getByText('Describe what shows that it works').first().waitFor();
  await page
    .getByRole('textbox', { name: 'What shows that it works' })
    .fill('The replay was refused');
  const picker = page.getByRole('combobox', { name: 'Find evidence to cite' });
  await picker.fill('alias');
  await page.getByRole('option', { name: /alias/i }).first().waitFor();
  await picker.press('Enter');
  await page.getByRole('button', { name: 'Remove citation' }).waitFor();
  await press('Control+Enter');
  await page
    .getByRole('region', { name: 'Verified' })
    .getByText('The replay was refused')
    .waitFor();
  await first.getByRole('link', { name: /^Evidence 1/ }).waitFor();

  await expectFocused(first);
  await press('u');
  await page.getByRole('region', { name: 'Done', exact: true }).waitFor();
  await expect
    .poll(async () => (await followUps())[0])
    .toMatchObject({ state: 'done', verification: '' });
});

test('shows both versions to the second of two people who change the same text', async () => {
  desk().expects(/409/);
  await page.goto(`/incidents/${incident}/follow-ups`);
  await card('Improve the tooling').waitFor();
  await card('Improve the tooling').focus();
  await press('Enter');
  const text = page.getByRole('textbox', { name: 'What to do' });
  await expectFocused(text);
  await text.fill('Store the type of each parameter');
  const one = (await followUps()).find((found) => found.text === 'Improve the tooling');
  await desk().debrief.client['follow-up'].change({
    id: one?.id ?? '',
    version: one?.version ?? 0,
    text: 'Delete the tooling',
  });
  await press('Control+Enter');
  const choice = page.getByRole('region', { name: 'Two versions of this follow-up' });
  await choice.getByText('Delete the tooling').waitFor();
  await choice.getByRole('button', { name: 'Use mine' }).click();
  await press('Control+Enter');
  await card('Store the type of each parameter').waitFor();
});

test('the list across incidents keeps its filters in the URL, and home shows what is overdue', async () => {
  const { client } = desk().debrief;
  const [one] = await followUps();
  await client['follow-up'].changeStatus({
    id: one?.id ?? '',
    version: one?.version ?? 0,
    to: 'open',
  });
  await page.goto('/');
  await page
    .getByRole('region', { name: 'Waiting for you' })
    .getByRole('link', { name: 'Refuse an alias' })
    .waitFor();
  await press('g', 'w');
  await page.getByRole('heading', { name: 'Follow-ups', level: 1 }).waitFor();
  const list = page.getByRole('table', { name: 'Follow-ups' });
  const links = list.getByRole('link');
  await expect.poll(() => links.count()).toBe(2);
  await press('Shift+Y');
  await expect.poll(() => links.count()).toBe(1);
  expect(new URL(page.url()).search).toBe('?owner=me');
  await page.reload();
  await list.getByRole('link', { name: /Refuse an alias/ }).waitFor();
  await press('j', 'Enter');
  await card('Refuse an alias that lacks one of the last three days').waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('sets detection from an event and shows the durations', async () => {
  const { client } = desk().debrief;
  await client.timeline.add({
    incident,
    title: 'Customers report it',
    at: '2022-12-06T14:30:00Z',
    type: 'detection',
  });
  await client.incident.setMilestone({
    incident,
    kind: 'mitigated',
    at: '2022-12-06T16:40:00Z',
    precision: 'about',
  });
  await openIncident(page, `/incidents/${incident}?pane=timeline`);
  const row = timeline(page).getByRole('row', { name: /Customers report it/ });
  await row.focus();
  await press('Shift+M');
  await page.getByRole('dialog', { name: '“Customers report it” is when…' }).waitFor();
  await page.getByRole('radio', { name: /^Detected/ }).focus();
  await press('Space');
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Set milestone', exact: true }).focus();
  await press('Enter');
  const strip = page.getByRole('region', { name: 'Milestones' });
  await strip.getByText('about 2 h 10 min to mitigate').waitFor();
  const { milestones } = await client.incident.milestones({ incident });
  expect(milestones.map((one) => one.kind)).toEqual(['detected', 'mitigated']);
});

test('data checks are armed once they halt on the files of the incident', async () => {
  const day = (nulls: number) => ({
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `user\n${Array.from({ length: 100 }, (_, n) => (n < nulls ? '""' : n)).join('\n')}\n`,
    ),
  });
  await page.goto(`/incidents/${incident}/safeguards`);
  await page.getByRole('button', { name: 'Add safeguard' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Orders have a user');
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Data checks' });
  await dialog.getByRole('textbox', { name: 'Checks' }).fill(
    `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { dataset: orders, path: 'day-*.csv' }
checks: [{ id: user, type: nullValues, property: user, unit: percent, halt: { mustBeLessThan: 5 } }]`,
  );
  await dialog.getByRole('button', { name: 'Add' }).click();
  const safeguard = card('Orders have a user');
  await safeguard.getByText('Not proven since its last change.').waitFor();
  await safeguard.getByRole('button', { name: 'Run the proof' }).click();
  await dialog.getByLabel('Files of the incident').setInputFiles({ name: 'day-6.csv', ...day(8) });
  await dialog
    .getByLabel('Files of a healthy window')
    .setInputFiles([1, 2].map((n) => ({ name: `day-${n}.csv`, ...day(n) })));
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Run the proof' }).click();
  await safeguard.getByText('Armed', { exact: true }).waitFor();
  await safeguard.getByText('user is null in 8 of 100 rows').waitFor();
  expect(await findViolations(page)).toEqual([]);
});
