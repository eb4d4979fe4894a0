import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const incident = 'INC-1';
const desk = standingDesk();

const findPerson = async (name: string) =>
  (await desk().debrief.client.people.list({ incident })).participants.find(
    (one) => one.name === name,
  );
const findRoles = async (name: string) => (await findPerson(name))?.roles;
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("a person's roles are set with the keyboard: selected, typed, cleared, undone", async () => {
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/people`);
  const button = page.getByRole('button', { name: 'Role of Bettina Crowe' });
  const row = await page.getByRole('listitem').filter({ has: button }).innerText();
  expect(row.match(/^Bettina Crowe$/gm)).toHaveLength(1);
  expect(row).toMatch(/Slack and Tickets/);
  await page.getByLabel('Sort by').waitFor();
  await button.focus();
  await press(page, 'Enter');
  const box = page.getByRole('combobox', { name: 'Add a role for Bettina Crowe' });
  await box.waitFor();
  await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);

  await page.keyboard.type('comm');
  await press(page, 'ArrowDown');
  expect(
    await page
      .getByRole('listbox', { name: 'Roles' })
      .getByRole('option', { selected: true })
      .innerText(),
  ).toMatch(/^incident commander/);
  expect(await findViolations(page)).toEqual([]);
  await press(page, 'Enter');
  await expect.poll(() => findRoles('Bettina Crowe')).toEqual(['incident commander']);
  await expect
    .poll(() =>
      page
        .getByRole('button', { name: 'Remove the role incident commander from Bettina Crowe' })
        .count(),
    )
    .toBe(1);
  await expect.poll(() => box.getAttribute('aria-busy')).toBe('false');

  await page.keyboard.type('keeper of the freeze');
  await press(page, 'Enter');
  await expect
    .poll(() => findRoles('Bettina Crowe'))
    .toEqual(['incident commander', 'keeper of the freeze']);
  await page
    .getByRole('button', { name: 'Remove the role keeper of the freeze from Bettina Crowe' })
    .waitFor();
  await expect.poll(() => box.getAttribute('aria-busy')).toBe('false');
  await press(page, 'Backspace');
  await expect.poll(() => findRoles('Bettina Crowe')).toEqual(['incident commander']);
  // Only then is it shown, with its Undo before those of earlier ones.
  await expect.poll(() => box.getAttribute('aria-busy')).toBe('false');
  await press(page, 'Escape');
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  const undo = page.getByRole('button', { name: 'Undo' }).first();
  await expect
    .poll(() => undo.evaluate((one) => one.parentElement?.innerText))
    .toMatch(/^Bettina Crowe: incident commander\n/);
  await undo.click();
  await expect
    .poll(() => findRoles('Bettina Crowe'))
    .toEqual(['incident commander', 'keeper of the freeze']);
});

test('roles appear in the report, are suggested when typing a role, and are frozen in a published version', async () => {
  const { client } = desk().debrief;
  const set = async (name: string, roles: string[]) => {
    const person = await findPerson(name);
    await client.people.setRoles({
      incident,
      personId: person?.personId ?? '',
      version: person?.rolesVersion ?? 0,
      roles,
    });
  };
  await set('Ilse Marchetti', ['on-call engineer']);
  await set('Bettina Crowe', ['incident commander', 'keeper of the freeze']);
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/investigation`);
  await page.getByRole('heading', { name: 'Findings', exact: true }).waitFor();
  await press(page, 'd');
  const role = page.getByRole('combobox', { name: 'Decided by (role)' });
  await role.waitFor();
  const listOffered = () =>
    role.evaluate((input) =>
      input instanceof HTMLInputElement
        ? [...(input.list?.options ?? [])].map((one) => one.value)
        : [],
    );
  await expect.poll(listOffered).toContain('keeper of the freeze');
  expect((await listOffered()).slice(0, 2)).toEqual(['incident commander', 'deputy commander']);

  const begun = await client.report.begin({ incident });
  await page.goto(`/incidents/${incident}/report`);
  const live = page.getByRole('figure', { name: 'People, live' });
  await live.getByText('On-call engineer').waitFor();
  expect(await live.innerText()).toMatch(
    /Incident commander\s+Bettina Crowe[\s\S]*On-call engineer\s+Ilse Marchetti[\s\S]*Also took part/,
  );

  const written = await client.report.write({
    incident,
    state: begun.state,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }],
      },
    ],
  });
  const { path } = await client.report.publish({ incident, state: written.state });
  await set('Ilse Marchetti', ['scribe']);
  await page.goto(path);
  await page.locator('summary', { hasText: 'Responders and investigators' }).click();
  await page.getByRole('row', { name: /^On-call engineer\s+Ilse Marchetti$/ }).waitFor();
  expect(await page.getByRole('row', { name: /scribe/i }).count()).toBe(0);
});

test('a reader sees roles, cannot change them, and sets their own team', async () => {
  const rita = await desk().invite('Rita', 'viewer');
  const page = await desk().page(rita);
  await page.goto(`/incidents/${incident}/people`);
  await page.getByText('keeper of the freeze').waitFor();
  expect(await page.getByRole('button', { name: /^Role of / }).count()).toBe(0);

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change your team' }).focus();
  await press(page, 'Enter');
  await page.getByRole('dialog', { name: 'Your team' }).waitFor();
  await page.keyboard.type('Search');
  await press(page, 'Enter');
  await page.getByText('Team: Search').waitFor();
  const rows = (await desk().debrief.client.access.accounts({})).items;
  expect(rows.find((one) => one.name === 'Rita')?.team).toBe('Search');
  expect(await page.getByRole('button', { name: 'Change team of Olga Owner' }).count()).toBe(0);
});

test('an imported directory asks about a name, and shows the title of the person', async () => {
  const page = await desk().page();
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Import directory' }).click();
  const csv =
    'name,email,title,team,start date\nBettina Crowe,crowe@bramblecart.example,Search lead,Search,2016-02-29\nNo One,,,,03/04/2020\n';
  await page
    .getByLabel('Select a file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('people.csv').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('either number can be the month').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('2 people').waitFor();

  await page.goto(`/incidents/${incident}/people`);
  const question = page.getByRole('region', { name: 'Directory' });
  await question.getByText('Search lead, Search').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Same person' }).click();
  await page.getByText(/Search lead, Search \(as of/).waitFor();
  await expect.poll(() => question.count()).toBe(0);
});

test('a name opens the card of the person, by keyboard and touch, also from the record', async () => {
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/people`);
  const name = page.getByRole('button', { name: 'Bettina Crowe', exact: true });
  await name.focus();
  await press(page, 'Enter');
  const card = page.getByRole('dialog', { name: 'Bettina Crowe' });
  await card.getByText('How they came in').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await press(page, 'Escape');
  await expect.poll(() => card.count()).toBe(0);
  await expect.poll(() => name.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.setViewportSize({ width: 390, height: 844 });
  await name.click();
  const box = await card.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await card.getByRole('link', { name: 'First message' }).click();
  await page.waitForURL(/item=/);
});
