import type { Block, Inline } from '@debrief/contract';
import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk();
const incident = 'INC-1';
const text = (words: string): Inline => ({ type: 'text', text: words });

/** Writes a small report that cites an item and publishes it, through the API. */
async function publish(words: string): Promise<string> {
  const { client } = desk().debrief;
  const { items } = await client.evidence.record({ incident, limit: 3 });
  const cite: Inline = {
    type: 'cite',
    attrs: { target: 'evidence', targetId: items[0]?.id ?? '', quoteStart: null, quoteEnd: null },
  };
  const blocks: Block[] = [{ type: 'paragraph', content: [text(words), cite, text('.')] }];
  await client.timeline.add({
    incident,
    citations: [{ evidenceId: items[1]?.id ?? '' }],
    title: 'Somebody noticed',
  });
  const { state } = await client.report.write({
    incident,
    sections: [{ how: 'replace', kind: 'summary', blocks }],
  });
  return (
    await client.report.publish({
      incident,
      state,
      title: 'Search was empty',
      summary: 'The first',
    })
  ).path;
}

test('a published version is read on a phone with the keyboard; notes show what is cited and lead to the record; a visitor signs in first', async () => {
  const path = await publish('The alias lacked the collection of the day');
  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  const scripts: number[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      response.body().then(
        (body) => scripts.push(body.length),
        () => undefined,
      );
  });
  await page.goto('/reviews/INC-1');
  await page.getByRole('heading', { level: 1, name: 'Search was empty' }).waitFor();
  const navigation = page.getByRole('navigation', { name: 'Debrief' });
  expect(await navigation.getByRole('link').allInnerTexts()).toEqual(['Home', 'Library', 'INC-1']);
  for (const name of ['Copy link', 'Print'])
    expect(await page.getByRole('button', { name }).isVisible()).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Skip to the article',
  );
  const chip = page.locator('a.cite[aria-label="Note 1"]').first();
  await chip.focus();
  const card = page.getByRole('note');
  await card.waitFor();
  expect(await card.textContent()).not.toBe('');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findViolations(page)).toEqual([]);
  // Uncompressed, all of it is far below what the compressed budget of 100 kB allows.
  expect(scripts.reduce((sum, one) => sum + one, 0)).toBeLessThan(30_000);
  await chip.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/incidents\/INC-1\?item=/);

  const stranger = await desk().stranger();
  await stranger.goto(path);
  await stranger.waitForURL(/\/sign-in\?next=/);
  await stranger.getByLabel('Email').fill('olga@example.org');
  await stranger.getByLabel('Password').fill('correct horse battery');
  await stranger.keyboard.press('Enter');
  await stranger.waitForURL(new RegExp(`${path}$`));
});

test('a reader asks about words, a writer answers, and one tap marks that something was learned', async () => {
  const path = await publish('The alert had matched nothing for thirteen days');
  const reader = await desk().invite('Rui', 'viewer');
  const page = await desk().page(reader);
  await page.goto(path);
  await page.locator('.text p').first().selectText();
  await page.getByRole('button', { name: 'Ask about these words' }).click();
  const field = page.getByRole('textbox', { name: /Your question about/ });
  await field.fill('Which alert was it?');
  // Typed text survives a reload.
  await page.reload();
  await page.getByRole('button', { name: 'Ask about this section' }).first().click();
  expect(await page.getByRole('textbox', { name: /Your question/ }).inputValue()).toBe(
    'Which alert was it?',
  );
  // Another account in the same browser does not find it; its writer does.
  for (const [who, found] of [
    [await desk().invite('Rosa', 'viewer'), ''],
    [reader, 'Which alert was it?'],
  ] as const) {
    await page.context().clearCookies();
    await page.request.post('/api/session', { data: { email: who.email, password: who.password } });
    await page.reload();
    await page.getByRole('button', { name: 'Ask about this section' }).first().click();
    expect(await page.getByRole('textbox', { name: /Your question/ }).inputValue()).toBe(found);
  }
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.locator('.question').getByText('Which alert was it?').waitFor();

  const writer = await desk().page();
  await writer.goto(path);
  await writer.getByRole('button', { name: 'Answer' }).click();
  await writer.getByRole('textbox', { name: /Your answer/ }).fill('The one on new listings.');
  await writer.keyboard.press('Control+Enter');
  await writer.locator('.answer').getByText('The one on new listings.').waitFor();
  expect(await findViolations(writer)).toEqual([]);

  await page.getByRole('button', { name: 'I learned something' }).click();
  await page.getByRole('button', { name: 'Say what, without your name' }).click();
  await page.getByRole('textbox', { name: /What did you learn/ }).fill('Alerts can match nothing');
  await page.keyboard.press('Enter');
  await page.getByText('You learned: Alerts can match nothing').waitFor();
  expect(await page.locator('#learned-count').textContent()).toBe('fewer than five');
  await page.reload();
  await page.locator('.answer').getByText('The one on new listings.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'I learned something' }).waitFor();
  expect(await page.locator('#learned-count').textContent()).toBe('fewer than five');
});

test('print unfolds everything and hides the controls', async () => {
  const path = await publish('Words for paper');
  const page = await desk().page();
  await page.goto(path);
  await page.emulateMedia({ media: 'print' });
  const table = page.locator('table.live').first();
  expect(
    await table.evaluate(
      (one) =>
        one.checkVisibility({ contentVisibilityAuto: true }) &&
        one.getBoundingClientRect().height > 20,
    ),
  ).toBe(true);
  expect(await page.getByText('Somebody noticed').first().isVisible()).toBe(true);
  for (const name of ['PDF', 'HTML', 'Markdown'])
    expect(await page.getByText(name, { exact: true }).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: /Ask about/ }).count()).toBe(0);
});

test('the report is published from its screen, and unpublished with a reason that readers of the link see', async () => {
  await publish('Published before');
  const page = await desk().page();
  await page.goto(`/incidents/${incident}/report`);
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('textbox', { name: /What changed/ }).fill('Said more plainly');
  await page.getByRole('button', { name: /^Publish version/ }).click();
  await page.getByRole('heading', { name: /^Version \d+ published/ }).waitFor();
  const path = await page.getByRole('link', { name: 'Read it' }).getAttribute('href');
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).last().click();
  const number = path?.split('/').at(-1) ?? '';
  await page.getByRole('button', { name: `More for version ${number}` }).click();
  await page.getByRole('menuitem', { name: 'Unpublish…' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('A name slipped in');
  await page.getByRole('button', { name: 'Unpublish', exact: true }).click();
  await page.getByText('Unpublished: A name slipped in').waitFor();
  desk().expects(/410|404/);
  await page.goto(path ?? '');
  await page.getByText(/A name slipped in/).waitFor();
  await page.goto('/reviews/INC-1/99999');
  await page.getByRole('heading', { name: 'Review not found' }).waitFor();
});
