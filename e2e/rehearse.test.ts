import type { Client } from '@debrief/client';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { createPersonClient } from './person-client.ts';
import { standingDesk, type Person } from './desk.ts';

const desk = standingDesk();
let page: Page;
let teller: Person;
let other: Person;
let mine: Client;
let story = '';

/** Words that only their writer can see in a browser. */
const question = 'When did Quobble Pottery vanish from the search?';
const halfTold = 'I wondered for an hour whether Quobble had paid';
const halfWritten = '- text: Which of the vanished sellers called you';

beforeAll(async () => {
  const { origin } = desk().debrief;
  teller = await desk().invite('Ines', 'editor');
  other = await desk().invite('Milo', 'editor');
  mine = await createPersonClient(origin, teller);
  const begun = await mine.story.add({
    title: 'The alias that hid two days',
    outcome: 'mixed',
    competencies: ['diagnosis'],
  });
  story = begun.story.id;
  const sentences = [
    ['situation', 'New listings had not been found by search for two days.'],
    ['task', 'As the on-call engineer I had to find out why search answered with old documents.'],
    [
      'action',
      'I compared the counts of both indexes and ruled the broker out, because its lag was zero.',
    ],
    ['action', 'I pointed the alias at the new index and verified ten listings by hand.'],
    ['result', 'All 1,200 listings were found again within 45 minutes.'],
  ] as const;
  for (const [part, text] of sentences)
    await mine.story.addClaim({ id: story, part, text, isRecollection: true });
});
beforeEach(async () => {
  page = await desk().page(teller);
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
const bank = (of: Page) => of.getByRole('list', { name: 'Questions' });
const openBank = async (of: Page, address = '/stories/rehearse') => {
  await of.goto(address);
  await bank(of).getByRole('button').first().waitFor();
};

test('a rehearsal: a question, the timer, the result per sentence, and again next week', async () => {
  await page.goto('/stories/rehearse');
  const bank = page.getByRole('list', { name: 'Questions' });
  await bank.getByRole('button').first().waitFor();
  await press('j');
  await page.getByLabel('Current question').waitFor();
  await page
    .getByRole('list', { name: 'My stories' })
    .getByText('The alias that hid two days')
    .waitFor();
  await page.getByRole('button', { name: 'The alias that hid two days' }).focus();
  await press('Enter');
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await press('s');
  await page.getByLabel('Your answer').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type(
    'I compared the counts of both indexes and ruled the broker out, because its lag was zero.',
  );
  expect(await findViolations(page)).toEqual([]);
  await press('Control+Enter');
  const sentences = page.getByRole('list', { name: 'Sentences' });
  await sentences.waitFor();
  const ruledOut = sentences.getByRole('checkbox', { name: /I compared the counts/ });
  expect(await ruledOut.isChecked()).toBe(true);
  const leftOut = sentences.getByRole('checkbox', { name: /I pointed the alias/ });
  expect(await leftOut.isChecked()).toBe(false);
  await page.getByText(/Due for review on/).waitFor();
  expect(await findViolations(page)).toEqual([]);
  // The speaker knows better than the word match.
  await leftOut.focus();
  await press('Space');
  await sentences.getByText('said, as you marked it').waitFor();
  const listCorrected = async () =>
    (await mine.story.rehearsals({ story })).items[0]?.marks.filter(
      (mark) => mark.isSaid && mark.isCorrected,
    );
  await expect.poll(listCorrected).toHaveLength(1);
  // On another day, and not at all; then once more, with the earlier rehearsal still readable.
  await page.getByLabel('Review on').fill('2031-02-03');
  await page.getByText('Due for review on 3 Feb 2031').waitFor();
  await page.getByRole('button', { name: 'No review date' }).click();
  await page.getByText('No review date.').waitFor();
  await page.getByRole('heading', { name: 'What you covered, and what you left out' }).click();
  await press('Shift+S');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  const takes = page.getByRole('region', { name: 'Attempts' });
  await takes.getByRole('button', { name: /2 sentences of \d/ }).click();
  await page.getByText('What I said', { exact: true }).click();
  await page.getByText('because its lag was zero.', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Remove this attempt…' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await takes.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await mine.story.rehearsals({ story })).items).toEqual([]);
});

test('own questions: errors are shown with their line, valid ones are added', async () => {
  desk().expects(/422 \(Unprocessable Entity\) .*\/api\/story-questions/);
  await page.goto('/stories/rehearse');
  await page.getByRole('list', { name: 'Questions' }).getByRole('button').first().waitFor();
  await press('Shift+A');
  await page
    .getByRole('textbox', { name: 'Questions' })
    .fill('- text: What did the alias teach you?\n  competency: learning\n- competency: learning');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText(/Line 3: A question needs a text/).waitFor();
  await press('Escape');
  await page.getByRole('button', { name: /^What did the alias teach you/ }).waitFor();
  // The remaining items are still there, and none of them can be read.
  await press('Shift+A');
  await page.getByRole('textbox', { name: 'Questions' }).fill('\n- competency: learning');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/Line 2: A question needs a text/)
    .waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('own questions belong to the signed-in account and can be removed one by one', async () => {
  const { added } = await mine.story.addQuestions({
    format: 'csv',
    text: `text,competency,difficulty\n${question},diagnosis,hard\nWho told you?,communication,easy\n`,
  });
  await openBank(page);
  await bank(page).getByRole('button', { name: question, exact: false }).first().waitFor();
  // A removed question can be restored for a while.
  await page.getByRole('button', { name: 'Remove my question: Who told you?' }).click();
  await page.getByText('Question removed').waitFor();
  await expect
    .poll(async () =>
      (await mine.story.questions({})).items.filter((one) => one.isMine).map((one) => one.text),
    )
    .not.toContain('Who told you?');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Remove my question: Who told you?' }).waitFor();
  const findQuestion = async () =>
    (await mine.story.questions({})).items.find((one) => one.text === 'Who told you?');
  await expect
    .poll(findQuestion)
    .toMatchObject({ isMine: true, competencies: ['communication'], difficulty: 'easy' });
  const again = await findQuestion();
  // Also with the key, for the selected one.
  await openBank(page, `/stories/rehearse?question=${again?.id ?? ''}`);
  await press('Delete');
  await expect
    .poll(async () =>
      (await mine.story.questions({})).items.some((one) => one.text === 'Who told you?'),
    )
    .toBe(false);
  // The server matches it, with the reasons.
  await page.goto(`/stories/rehearse?question=${added[0]?.id ?? ''}`);
  await page.getByLabel('Current question').getByText(question).waitFor();
  const { items } = await mine.story.matchQuestion({ questionId: added[0]?.id ?? '' });
  const [reason] = items[0]?.reasons ?? [];
  await page
    .getByRole('list', { name: 'My stories' })
    .getByText(reason ?? 'no reason', { exact: false })
    .waitFor();
});

test('a due rehearsal asks the same question, although it was removed since, and keeps its words out of the URL', async () => {
  const asked = 'Did Quobble Pottery come back?';
  await mine.story.rehearse({
    id: story,
    form: 'star',
    question: asked,
    said: 'I compared the counts.',
    tookMs: 9_000,
    againOn: '2022-12-20',
  });
  await page.goto('/stories/rehearse');
  await page
    .getByRole('region', { name: 'Due for review' })
    .getByRole('button', { name: asked })
    .click();
  await page.getByLabel('Current question').getByText(asked).waitFor();
  expect(decodeURIComponent(page.url())).not.toContain('Quobble');
  await page
    .getByLabel('Your answer')
    .fill('I pointed the alias at the new index and verified ten listings by hand.');
  await press('Control+Enter');
  await page.getByText(/Due for review on/).waitFor();
  // It was rehearsed, so it is no longer due; rehearsing again asks the same.
  await page.getByRole('region', { name: 'Due for review' }).waitFor({ state: 'hidden' });
  await page.getByLabel('Current question').getByText(asked).waitFor();
  expect(
    (await mine.story.rehearsals({ story })).items.map((one) => [
      one.question,
      one.againOn === null,
    ]),
  ).toEqual([
    [asked, false],
    [asked, true],
  ]);
  for (const one of (await mine.story.rehearsals({ story })).items)
    await mine.story.removeRehearsal({ rehearsalId: one.id });
});

test('a question added on the screen is in another browser', async () => {
  const elsewhere = await desk().page(teller);
  await openBank(page);
  await press('Shift+A');
  await page.getByLabel('Format').selectOption('csv');
  await page
    .getByRole('textbox', { name: 'Questions' })
    .fill('text,competency\nWhat would you have asked the vendor?,judgement\n');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('1 question added').waitFor();
  await openBank(elsewhere);
  await bank(elsewhere).getByText('What would you have asked the vendor?').waitFor();
});

/** Everything the browser stores for this site, in this tab and in all. */
const keptIn = (one: Page) =>
  one.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );

test('another account in the same browser finds no question and no text of the first, in this tab or another', async () => {
  desk().expects(/404 \(Not Found\) .*\/api\/stories/);
  await mine.story.addQuestions({
    format: 'csv',
    text: `text,competency\n${question},diagnosis\n`,
  });
  await page.goto('/stories');
  await page.evaluate(() =>
    localStorage.setItem(
      'debrief.own-questions',
      '[{"text":"What did the founder ask of Quobble?"}]',
    ),
  );
  await openBank(page, `/stories/rehearse?story=${story}`);
  expect(await keptIn(page)).not.toContain('founder');
  await page.getByLabel('Your answer').fill(halfTold);
  await page.getByRole('heading', { name: 'Rehearse', exact: true }).click();
  await press('Shift+A');
  await page.getByRole('textbox', { name: 'Questions' }).fill(halfWritten);
  await press('Escape');
  await expect.poll(() => keptIn(page)).toContain('vanished sellers');
  // A reload loses nothing.
  await page.reload();
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe(halfTold);
  const beside = await page.context().newPage();
  await openBank(beside, `/stories/rehearse?story=${story}`);
  await beside.getByLabel('Your answer').fill(halfTold);
  await expect.poll(() => keptIn(beside)).toContain(halfTold);

  await beside.goto('/settings');
  await beside.getByRole('button', { name: 'Sign out' }).click();
  await beside.waitForURL(/\/sign-in/);
  // The open tab does not continue with the data it had.
  await page.waitForURL(/\/sign-in/);
  for (const one of [page, beside])
    for (const word of ['Quobble', 'vanished sellers'])
      expect(await keptIn(one)).not.toContain(word);

  await page.getByLabel('Email').fill(other.email);
  await page.getByLabel('Password').fill(other.password);
  await press('Enter');
  await page.getByRole('link', { name: 'Stories' }).first().waitFor();
  await openBank(page);
  await expect.poll(() => page.locator('body').innerText()).not.toContain('Quobble');
  await press('Shift+A');
  await expect.poll(() => page.getByRole('textbox', { name: 'Questions' }).inputValue()).toBe('');
  await press('Escape');
  // They can see neither the story nor its rehearsals.
  await page.goto(`/stories/rehearse?story=${story}`);
  await page.getByText('Story not found').waitFor();
  expect(await keptIn(page)).not.toContain('Quobble');
});

test('when a session expires, drafts are kept only for their writer', async () => {
  desk().expects(/404 \(Not Found\) .*\/api\/stories/);
  await openBank(page, `/stories/rehearse?story=${story}`);
  await page.getByLabel('Your answer').fill(halfTold);
  await expect.poll(() => keptIn(page)).toContain(halfTold);
  const back = page.url();
  const signIn = async (person: Person) => {
    await page.context().clearCookies();
    await page.goto(back);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await press('Enter');
    await bank(page).getByRole('button').first().waitFor();
  };
  await signIn(teller);
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe(halfTold);
  await signIn(other);
  expect(await keptIn(page)).not.toContain(halfTold);
  expect(await page.locator('body').innerText()).not.toContain(halfTold);
});

test('a phone shows the questions or the selected one, and the focus follows', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBank(page);
  await page.getByRole('button', { name: /^Show all \d+$/ }).click();
  const row = bank(page).getByRole('button', { name: /^Describe how you learned what an outage/ });
  await row.focus();
  await press('Enter');
  await page.getByLabel('Current question').waitFor();
  await bank(page).waitFor({ state: 'hidden' });
  const back = page.getByRole('button', { name: 'All questions' });
  await expect.poll(() => back.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'The alias that hid two days', exact: true }).waitFor();
  await press('g', 'n');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('The alias that hid two days');
  expect(await findViolations(page)).toEqual([]);
  await press('Escape');
  await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true);
});
