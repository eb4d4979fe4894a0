import { Story } from '@debrief/contract';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { ilse, inviteOnCall } from './on-call.ts';
import { focusedName } from './screen.ts';

const desk = standingDesk({ start: 'completed' });
const title = 'The evening that search forgot two days';
let incident = '';
let storyId = '';

beforeAll(async () => {
  incident = await inviteOnCall(desk());
}, 120_000);

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await focusedName(page)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to “${name}”`);
}

const inRoom = (page: Page) =>
  page.getByRole('heading', { name: 'Situation', exact: true }).waitFor();
const waitUntilSaved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

/** The story as its owner reads it, with their own session. */
async function readStory(page: Page): Promise<Story> {
  const answer: unknown = await (
    await page.context().request.get(`/api/stories/${storyId}`)
  ).json();
  return Story.parse(answer);
}

/** Takes the suggested evidence at this position and starts a sentence with it. */
async function sentenceFrom(page: Page, at: number, words: string): Promise<void> {
  for (const key of ['g', 'v']) await page.keyboard.press(key);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('story-side');
  for (let step = 0; step < at; step += 1) await page.keyboard.press(']');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-suggestion')))
    .toBe(true);
  await page.keyboard.press('e');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type(words);
  await page.keyboard.press('Escape');
  await waitUntilSaved(page);
}

test(
  'the on-call engineer writes a story from the record, only with the keyboard',
  { timeout: 120_000 },
  async () => {
    const page = await desk().page(ilse);
    await page.goto(`/incidents/${incident}`);
    await page.getByRole('button', { name: 'More for this incident' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Write my story');
    await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('Write my story');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Title').waitFor();
    await tabTo(page, 'Title');
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
    await inRoom(page);
    storyId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await page.getByRole('button', { name: 'I am Ilse Marchetti' }).first().waitFor();
    await tabTo(page, 'I am Ilse Marchetti');
    await page.keyboard.press('Enter');
    await page.getByText(/You are/).waitFor();
    const suggestedEvidence = page
      .getByRole('list', { name: 'Suggested evidence' })
      .locator('[data-suggestion]');
    await expect.poll(() => suggestedEvidence.count()).toBeGreaterThan(8);

    await page.keyboard.press('Escape');
    await page.evaluate(
      () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    );
    const sentences = [
      'Search stopped showing the documents of the last two days.',
      'I was on call for the search service and had to bring them back.',
      'I ruled the broker out, because its queue was being emptied.',
      'I chose to move the alias by hand rather than wait for a rebuild.',
      'Search showed all documents again that evening.',
    ];
    for (const [index, words] of sentences.entries()) await sentenceFrom(page, index + 1, words);

    // A separate sentence, marked as from memory; Enter starts the next one after it, and Backspace
    // removes it again.
    await page.keyboard.press('n');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.type('I had believed that the alert covered an alias without yesterday.');
    await page.keyboard.press('Enter');
    await waitUntilSaved(page);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Escape');
    await page.keyboard.press('5');
    await page.getByRole('textbox', { name: 'Learning, sentence 1' }).waitFor();
    await waitUntilSaved(page);
    // It keeps the focus in its new place; removing the next one with a key leaves the focus on a
    // row, where keys are commands.
    const getFocused = () =>
      page.evaluate(
        () =>
          `${document.activeElement?.tagName}: ${document.activeElement?.querySelector('textarea')?.value}`,
      );
    await expect.poll(getFocused).toContain('LI: I had believed');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Learning, sentence 2' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.type('To be removed.');
    await waitUntilSaved(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
    await expect.poll(getFocused).toContain('LI: I had believed');
    await waitUntilSaved(page);
    await page.keyboard.press('r');
    await expect
      .poll(async () => (await readStory(page)).grades)
      .toEqual({ documented: 5, confirmed: 0, 'from-memory': 1, 'no-evidence': 0 });

    const story = await readStory(page);
    expect(story.claims).toHaveLength(6);
    expect(story.grades.documented / story.claims.length).toBeGreaterThanOrEqual(0.8);
    expect(story.claims.at(-1)).toMatchObject({ part: 'learning', grade: 'from-memory' });
    expect(story.claims.map((claim) => claim.text).toSorted()).toEqual(
      [
        ...sentences,
        'I had believed that the alert covered an alias without yesterday.',
      ].toSorted(),
    );
    // Grades are words on the screen; no score is shown anywhere.
    expect(await page.getByText('documented', { exact: true }).count()).toBeGreaterThanOrEqual(5);
    expect(await findViolations(page)).toEqual([]);
  },
);

test('the follow-up questions name real gaps, and an answer becomes a sentence', async () => {
  const page = await desk().page(ilse);
  await page.goto(`/stories/${storyId}`);
  await inRoom(page);
  for (const key of ['g', 'q']) await page.keyboard.press(key);
  const gaps = page.getByRole('list', { name: 'Follow-up questions from gaps' });
  await gaps.getByText('Who saw it otherwise, and what was right about that?').waitFor();
  // The record has a decision with its options: once it is loaded, that is no gap.
  await expect.poll(() => gaps.getByText('No alternative is named.').count()).toBe(0);
  await tabTo(page, 'Answer');
  const question = await page.evaluate(
    () => document.activeElement?.closest('li')?.querySelector('p')?.textContent ?? '',
  );
  await page.keyboard.press('Enter');
  await page.keyboard.type('The dashboard of the broker told me first, and it misled me.');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('textbox')
    .and(page.locator('text=The dashboard of the broker'))
    .first()
    .waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('story-side');
  expect(question).not.toBe('');
  await expect
    .poll(async () =>
      (await readStory(page)).claims.some((claim) => claim.text.startsWith('The dashboard')),
    )
    .toBe(true);
  await page.keyboard.press('Escape');
});

test('typed text survives a reload, and two windows show both versions', async () => {
  const [here, there] = await Promise.all([desk().page(ilse), desk().page(ilse)]);
  for (const page of [here, there]) {
    await page.goto(`/stories/${storyId}`);
    await inRoom(page);
  }
  desk().expects(/409|500|ERR_FAILED|Failed to load resource/);
  const line = (page: Page) => page.getByRole('textbox', { name: 'Learning, sentence 1' });
  await line(here).fill('I had believed in the alert.');
  await waitUntilSaved(here);
  await expect
    .poll(async () => (await readStory(here)).claims.at(-1)?.text)
    .toBe('I had believed in the alert.');
  await there.route('**/claims/**', (route) => route.abort());
  await line(there).fill('I had trusted the alert too much.');
  await there.getByText(/Not saved yet, kept on this device/).waitFor();
  await there.unroute('**/claims/**');
  await there.reload();
  await inRoom(there);
  const both = there.getByRole('region', { name: 'Two versions of this sentence' });
  await both.getByText('I had trusted the alert too much.').waitFor();
  await both.getByText('I had believed in the alert.').waitFor();
  await both.getByRole('button', { name: 'Keep this text' }).click();
  await expect
    .poll(async () => (await readStory(there)).claims.at(-1)?.text, { timeout: 10_000 })
    .toBe('I had trusted the alert too much.');
});

test('an admin finds no trace of it on any screen', { timeout: 60_000 }, async () => {
  const page = await desk().page();
  desk().expects(/404|Story not found/);
  const marks = [title, 'misled me', 'trusted the alert', storyId];
  expect(storyId).not.toBe('');
  for (const path of [
    '/',
    '/stories',
    `/stories?text=${encodeURIComponent('search')}`,
    '/library?text=forgot',
    `/library?text=${encodeURIComponent(title)}`,
    '/settings',
    '/follow-ups',
    `/incidents/${incident}`,
    `/incidents/${incident}/activity`,
    `/incidents/${incident}/people`,
  ]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('load');
    const shown = await page.locator('main').innerText();
    for (const mark of marks) expect(shown, path).not.toContain(mark);
  }
  await page.goto(`/stories/${storyId}`);
  await page.getByRole('heading', { name: 'Not found' }).waitFor();
  const { request } = page.context();
  expect((await request.get(`/api/stories/${storyId}`)).status()).toBe(404);
  // The example of the sample, that everyone can read.
  expect(await (await request.get('/api/stories')).json()).toMatchObject({
    items: [{ isExample: true }],
    next: null,
  });
  const bundle = await (await request.get(`/api/incidents/${incident}/export?format=json`)).text();
  for (const mark of marks) expect(bundle).not.toContain(mark);
});
