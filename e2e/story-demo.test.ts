import type { Client } from '@debrief/client';
import type { Story } from '@debrief/contract';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { teller, tellStory } from '../demo/story/story.ts';
import { study } from '../demo/study/study.ts';
import { findings } from './axe.ts';
import { clientOf } from './client-of.ts';
import { standingDesk, type Person } from './desk.ts';

const desk = standingDesk();
const ilse: Person = { name: teller, email: 'ilse@example.org', password: 'the long password of Ilse' };
let mine: Client;
let incident = '';
let story: Story;

beforeAll(async () => {
  const { client, origin } = desk().debrief;
  await desk().invite('Rita', 'reader');
  await vi.waitFor(
    async () => {
      const { items } = await client.incident.list({ limit: 10 });
      if (!items.some((one) => one.isDemo)) throw new Error('The demo incident is not there yet');
    },
    { timeout: 60_000, interval: 500 },
  );
  incident = (await study(client, undefined)).incident.ref;
  const { path } = await client.access.invite({ name: ilse.name, email: ilse.email, role: 'editor' });
  await client.access.accept({ token: new URL(path, origin).searchParams.get('token') ?? '', password: ilse.password });
  mine = await clientOf(origin, ilse);
  story = await tellStory(mine, incident);
}, 120_000);

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('her story of the demo incident rests on the record, sentence by sentence', async () => {
  const { grades, claims } = story;
  expect(claims.length).toBeGreaterThanOrEqual(20);
  expect(grades.E3 / claims.length).toBeGreaterThanOrEqual(0.8);
  expect(grades).toMatchObject({ E1: 1, E0: 0 });
  for (const claim of claims)
    for (const citation of claim.citations) expect(citation, `${claim.text}: ${citation.label}`).toMatchObject({ state: 'visible', isArtefact: true });
  const figures = claims.flatMap((claim) => claim.numbers);
  expect(figures.length).toBeGreaterThanOrEqual(6);
  for (const figure of figures) {
    expect(
      claims.some((claim) => claim.text.includes(figure.text)),
      figure.text,
    ).toBe(true);
    expect([figure.baseline, figure.window, figure.source, figure.takenFromLabel]).not.toContain('');
  }
  const page = await desk().page(ilse);
  await page.goto(`/practice/stories/${story.id}`);
  await page.getByRole('textbox', { name: 'Action, sentence 1', exact: true }).waitFor();
  expect(await page.locator('main').getByText('artefact', { exact: true }).count()).toBeGreaterThanOrEqual(grades.E3);
  expect(await findings(page)).toEqual([]);
});

test('the probes name the gaps that this story has, and no others', async () => {
  const page = await desk().page(ilse);
  await page.goto(`/practice/stories/${story.id}?side=probes`);
  const gaps = page.getByRole('list', { name: 'Probes from gaps' });
  await gaps.getByText('The fault was not reproduced in the story.').waitFor();
  await gaps.getByText('Where the figures were read is not said.').waitFor();
  // The story ends in a guard, argues, names others and what was ruled out: none of this is asked.
  for (const told of ['Nobody disagrees', 'No alternative', 'No hypothesis', 'Nobody else appears', 'Nothing new stands', 'whether it ever fired'])
    expect(await gaps.getByText(told).count(), told).toBe(0);
});

test('the 90-second form: its own sentences alone, within its room, with what stands behind them', async () => {
  const page = await desk().page(ilse);
  await page.goto(`/practice/stories/${story.id}/tell?form=star`);
  const article = page.getByRole('article', { name: 'The story in this form' });
  await article.waitFor();
  await press(page, '9');
  await page.getByRole('radio', { name: '90 seconds', checked: true }).waitFor();
  const told = await mine.story.form({ id: story.id, form: 'spoken-90' });
  expect(told.words).toBeLessThanOrEqual(told.budget.words);
  expect(told.seconds.usual).toBeLessThanOrEqual(90);
  await page.getByText(`about ${told.seconds.usual} s of 90 s`).waitFor();
  await page.getByText(`${told.words} of ${told.budget.words}`).waitFor();
  for (const section of told.sections) await expect.poll(() => article.innerText()).toContain(section.text);
  expect(told.sections.map((section) => section.heading)).toEqual(['Situation', 'Task', 'Action', 'Result', 'Learning']);
  // The turn of the story is in it, however early other things were done.
  expect(told.text).toContain('two members in the alias');
  const kept = new Set(told.sections.flatMap((section) => section.claimIds));
  expect(kept.size + told.leftOut.length).toBe(story.claims.length);
  const texts = story.claims.filter((claim) => kept.has(claim.id)).map((claim) => claim.text);
  expect(told.text.replaceAll('\n', ' ')).toBe(texts.join(' '));
  expect(await page.getByRole('region', { name: 'What stands behind it' }).getByText('artefact', { exact: true }).count()).toBe(kept.size);
  expect(await findings(page)).toEqual([]);
});

test('her story is taken apart: each gap is answered and explained', async () => {
  const { items } = await mine.story.cloze({ id: story.id });
  for (const kind of ['part', 'task', 'action', 'result', 'number'] as const)
    expect(
      items.filter((gap) => gap.kind === kind),
      kind,
    ).not.toEqual([]);
  const page = await desk().page(ilse);
  await page.goto(`/practice/rehearse?apart=${story.id}`);
  await page.getByText(`Gap 1 of ${items.length}`).waitFor();
  await page.getByRole('radio', { name: 'Situation' }).focus();
  await press(page, 'Space', 'Enter');
  await page.getByText('Yes.', { exact: true }).waitFor();
  // On to the first figure: what was written wrong is explained.
  const figure = items.findIndex((gap) => gap.kind === 'number');
  for (let step = 0; step < figure; step += 1) await press(page, 'n');
  await page.getByLabel('Which figure is missing?').focus();
  await page.keyboard.type('999');
  await press(page, 'Enter');
  await page.getByText(/^It is: /).waitFor();
  expect(await findings(page)).toEqual([]);
  // Every gap has an answer that fills it.
  for (const gap of items) {
    const { answer } = await mine.story.answerGap({ id: story.id, number: gap.number, answer: '…' });
    expect(await mine.story.answerGap({ id: story.id, number: gap.number, answer }), gap.prompt).toMatchObject({ isRight: true });
  }
});
