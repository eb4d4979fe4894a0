import type { Client } from '@debrief/client';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { createPersonClient } from './person-client.ts';
import { standingDesk, type Person } from './desk.ts';

const desk = standingDesk();
let teller: Person;
let mine: Client;
let page: Page;
let ref = '';

beforeAll(async () => {
  teller = await desk().invite('Ines', 'editor');
  mine = await createPersonClient(desk().debrief.origin, teller);
  const { client } = desk().debrief;
  await client.incident.declare({ title: 'Not my incident', severity: 'SEV-4' });
  ref = (await mine.incident.declare({ title: 'Checkout answers slowly', severity: 'SEV-3' })).ref;
  await mine.investigation.add({
    type: 'question',
    incident: ref,
    statement: 'Who renews it?',
    at: '2022-11-15T15:00:00Z',
  });
});
beforeEach(async () => {
  page = await desk().page(teller);
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function addStory(title: string): Promise<string> {
  const { story } = await mine.story.add({ title });
  await mine.story.addClaim({
    id: story.id,
    part: 'action',
    text: 'I read the lag before each step.',
    isRecollection: false,
  });
  return story.id;
}

test('a story starts from an incident the user took part in, with how; the others are one step away', async () => {
  await page.goto('/stories');
  await page.getByRole('heading', { name: 'What did you do, and what shows it?' }).waitFor();
  await press('n');
  const dialog = page.getByRole('dialog');
  const taken = dialog.getByRole('group', { name: 'Incidents that you took part in' });
  await taken.getByText('you added 1 finding · you declared it').waitFor();
  expect(await taken.getByRole('radio').count()).toBe(1);
  expect(await dialog.getByText('Not my incident').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Other incidents…' }).click();
  await dialog.getByRole('searchbox').fill('not my');
  await dialog.getByText('Not my incident').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await taken.getByRole('radio').check();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('The certificate that nobody owned');
  await press('Enter');
  await page.getByRole('heading', { name: 'Situation', exact: true }).waitFor();
  await expect
    .poll(async () => (await mine.story.list({})).items)
    .toMatchObject([{ title: 'The certificate that nobody owned', incident: { ref } }]);
});

test('a dismissed question is also dismissed in another browser, and asked again after it is restored', async () => {
  const id = await addStory('What I meant');
  const questions = (one: Page) =>
    one.getByRole('list', { name: 'Suggestions' }).getByRole('listitem');
  const findUnsupported = (one: Page) =>
    questions(one).filter({ hasText: 'What shows this, or do you recall it?' });
  await page.goto(`/stories/${id}?side=suggestions`);
  await findUnsupported(page).getByRole('button', { name: 'Keep as is' }).click();
  await findUnsupported(page).waitFor({ state: 'detached' });
  await page.getByText('Kept as is: 1').waitFor();
  const elsewhere = await desk().page(teller);
  await elsewhere.goto(`/stories/${id}?side=suggestions`);
  await elsewhere.getByText('Kept as is: 1').click();
  expect(await findUnsupported(elsewhere).count()).toBe(0);
  await elsewhere.getByRole('button', { name: 'Check again' }).click();
  await findUnsupported(elsewhere).waitFor();
  await expect.poll(async () => (await mine.story.get({ id })).claims[0]?.meant).toEqual([]);
});

test('a question about many sentences is shown once, dismissed for all with the keyboard, and restored', async () => {
  await page.goto('/stories?begin=paste');
  const paste = page.getByRole('form', { name: 'Paste a story' });
  await paste
    .getByRole('textbox', { name: 'Text' })
    .fill(
      'Situation: It was dark.\nTask: I was on call.\nAction: I traced the log and lit a lamp.\nResult: I saw 3 doors.',
    );
  await paste.getByRole('button', { name: 'Select an incident…' }).click();
  await paste.getByRole('searchbox').fill('incident not');
  await paste.getByText('Checkout answers slowly').waitFor({ state: 'detached' });
  await paste.getByRole('radio', { name: 'Not my incident' }).check();
  expect(await findViolations(page)).toEqual([]);
  await paste.getByRole('button', { name: 'Find parts' }).click();
  await page.getByRole('link', { name: 'Open story' }).click();
  await page.getByRole('textbox', { name: 'Situation, sentence 1', exact: true }).waitFor();
  const id = page.url().split('/').at(-1)?.split('?')[0] ?? '';
  await expect
    .poll(() => mine.story.get({ id }))
    .toMatchObject({ incident: { title: 'Not my incident' } });
  await page.goto(`/stories/${id}?side=suggestions`);
  const all = page.getByRole('button', { name: 'Mark all 4 as from memory' });
  await all.focus();
  await press('Enter');
  await page.getByText('Marked 4 sentences as from memory').waitFor();
  await expect
    .poll(async () => (await mine.story.get({ id })).grades)
    .toMatchObject({ 'from-memory': 4, 'no-evidence': 0 });
  await all.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-side');
  await page.getByRole('button', { name: 'Undo' }).click();
  await all.waitFor();
  await expect
    .poll(async () => (await mine.story.get({ id })).grades)
    .toMatchObject({ 'no-evidence': 4 });
  // It contains words of a competency that it is not marked with: its author marks it.
  await page.goto('/stories/coverage');
  await page.getByRole('button', { name: /^Tag “.*” with “Diagnosis”/ }).focus();
  expect(await findViolations(page)).toEqual([]);
  await press('Enter');
  await page.getByText(/^Tagged “/).waitFor();
  await expect.poll(() => mine.story.get({ id })).toMatchObject({ competencies: ['diagnosis'] });
});

test('a removed story is listed as removed, restored unchanged, and gone after it is deleted permanently', async () => {
  const id = await addStory('A draft that I gave up');
  const { version } = await mine.story.get({ id });
  await mine.story.remove({ id, version });
  await page.goto('/stories');
  await page.getByRole('link', { name: 'Removed stories' }).click();
  const removed = page.getByRole('list', { name: 'Removed stories' });
  await removed.getByText('A draft that I gave up', { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?show=removed');
  expect(await findViolations(page)).toEqual([]);
  await removed.getByRole('button', { name: 'Restore “A draft that I gave up”' }).click();
  await page.getByText('No removed stories').waitFor();
  await expect.poll(async () => (await mine.story.get({ id })).claims).toHaveLength(1);
  await page.goto(`/stories/${id}`);
  await page.getByRole('button', { name: 'Story actions' }).click();
  await page.getByRole('menuitem', { name: /Erase permanently/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('files that you exported').waitFor();
  const erase = dialog.getByRole('button', { name: 'Erase permanently' });
  expect(await erase.isDisabled()).toBe(true);
  await page.keyboard.type('A draft that I gave up');
  expect(await findViolations(page)).toEqual([]);
  await press('Enter');
  await page.getByText('Story erased').waitFor();
  desk().expects(/404/);
  await expect(mine.story.get({ id })).rejects.toThrow();
  await expect.poll(async () => (await mine.story.list({ removed: 'true' })).items).toEqual([]);
  await expect
    .poll(async () => (await mine.story.list({})).items.some((one) => one.id === id))
    .toBe(false);
});

test('two windows with one comment show both versions, also after a reload, and never overwrite each other', async () => {
  const id = await addStory('Said in two windows');
  await mine.story.comment({ id, text: 'How did I know?' });
  desk().expects(/409 \(Conflict\)/);
  const [here, there] = [page, await desk().page(teller)];
  for (const one of [here, there]) {
    await one.goto(`/stories/shared?story=${id}`);
    await one.getByText('How did I know?').waitFor();
  }
  const change = async (one: Page, text: string) => {
    for (const key of ['j', 'j', 'Shift+E']) await one.keyboard.press(key);
    await one.getByRole('textbox', { name: 'Comment' }).waitFor();
    await one.keyboard.press('Control+a');
    await one.keyboard.type(text);
  };
  await change(there, 'What showed it to me?');
  await there.reload();
  await there.getByRole('textbox', { name: 'Comment' }).waitFor();
  await change(here, 'Which signal told me?');
  await here.keyboard.press('Control+Enter');
  await here.getByText('edited').waitFor();
  await there.getByRole('textbox', { name: 'Comment' }).focus();
  await there.keyboard.press('Control+Enter');
  const both = there.getByRole('region', { name: 'Two versions of this comment' });
  await both.getByText('What showed it to me?').waitFor();
  await both.getByText('Which signal told me?').waitFor();
  expect(await findViolations(there)).toEqual([]);
  await expect
    .poll(async () => (await mine.story.get({ id })).comments)
    .toMatchObject([{ text: 'Which signal told me?' }]);
  await both.getByRole('button', { name: 'Keep this text' }).focus();
  await there.keyboard.press('Enter');
  await expect
    .poll(async () => (await mine.story.get({ id })).comments[0]?.text)
    .toBe('What showed it to me?');
});
