import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { bundlePath, makeSample, storyPath } from '../demo/study/make.ts';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';
import { readTextSize, standsOn } from './screen.ts';
import { createPersonClient } from './person-client.ts';
import { waitForSample } from '@debrief/testkit/process';

const desk = standingDesk({ start: 'first' });
beforeAll(() => waitForSample(desk().debrief.client, 'INC-2'));

test('the sample of the first start is what npm run study makes', async () => {
  const made = await makeSample();
  expect(made.story).toBe(await readFile(storyPath, 'utf8'));
  expect(withoutDraws(made.bundle)).toEqual(withoutDraws(await readFile(bundlePath, 'utf8')));
});

/**
 * The document contains random numbers from its library, and the last line is the hash of
 * everything.
 */
const withoutDraws = (bundle: string) =>
  bundle
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/(?<="state":)"[^"]*"/, '""'));

test('the sample has two incidents, and a story that every account can read and no one can change', async () => {
  const { client, origin } = desk().debrief;
  const { items } = await client.incident.list({});
  expect(items.map((one) => [one.ref, one.isDemo, one.eventCount > 0])).toEqual([
    ['INC-2', true, false],
    ['INC-1', true, true],
  ]);
  expect(items[0]?.evidenceCount).toBe(items[1]?.evidenceCount);
  const rita = await createPersonClient(origin, await desk().invite('Rita', 'viewer'));
  const [shown, ...others] = (await rita.story.list({})).items;
  expect(others).toEqual([]);
  expect(shown).toMatchObject({ isExample: true, isMine: false, ownerName: 'Ilse Marchetti' });
  const story = await rita.story.get({ id: shown?.id ?? '' });
  expect(story.grades).toMatchObject({ 'from-memory': 1, 'no-evidence': 0 });
  expect(story.can.change).toBe(false);
  await expect(rita.story.remove({ id: story.id, version: 1 })).rejects.toThrow('not found');
});

test('the demo incident is completed, published, and read on a phone', async () => {
  const { client } = desk().debrief;
  const incident = await client.incident.get({ incident: 'INC-1' });
  const { findings, links, cycles } = await client.investigation.list({ incident: incident.id });
  const hypotheses = findings.flatMap((finding) =>
    finding.type === 'hypothesis' ? [finding] : [],
  );
  expect(hypotheses.map((one) => one.status).toSorted()).toEqual([
    'confirmed',
    'confirmed',
    'ruled-out',
    'ruled-out',
    'ruled-out',
  ]);
  for (const step of hypotheses.flatMap((one) => one.steps))
    expect(step.citations.length, step.note).toBeGreaterThan(0);
  expect(findings.filter((finding) => finding.type === 'decision')).toHaveLength(4);
  expect(findings.filter((finding) => finding.type === 'factor').length).toBeGreaterThanOrEqual(8);
  expect(
    findings.filter((finding) => finding.citations.length === 0 && finding.type !== 'hypothesis'),
  ).toEqual([]);
  expect(cycles).toEqual([]);

  // The five whys are one path: each factor leads to exactly one other, up to the outcome.
  const ledTo = new Map(
    links.filter((link) => link.kind === 'led-to').map((link) => [link.to, link.from]),
  );
  const outcome = findings.find((finding) => finding.statement.startsWith('For 19 hours'));
  let [at, length] = [outcome?.id, 0];
  for (; at !== undefined; at = ledTo.get(at)) length += 1;
  expect(length).toBe(6);

  const report = await client.report.read({ incident: incident.id });
  expect(report.uncited).toEqual([]);
  const { durations } = await client.incident.milestones({ incident: incident.id });
  expect(durations.every((one) => one.status === 'value')).toBe(true);

  const { participants } = await client.people.list({ incident: incident.id });
  expect(
    participants.filter((one) => one.roles.includes('incident commander')).map((one) => one.name),
  ).toEqual(['Bettina Crowe']);

  const page = await desk().page(null, { viewport: { width: 390, height: 844 } });
  await page.goto('/reviews/INC-1');
  await page
    .getByRole('heading', { level: 1, name: 'New listings were missing from search for 19 hours' })
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByText('3,896 listings from 1,142 vendors').first().waitFor();
  expect(await readTextSize(page, '.graph svg text')).toBeGreaterThanOrEqual(12);
  await page.locator('summary', { hasText: 'Responders and investigators' }).click();
  await page.getByRole('row', { name: /^Incident commander\s+Bettina Crowe$/ }).waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('the record opens where the impact starts, and jumps to the mitigation and back', async () => {
  const page = await desk().page();
  await page.goto('/incidents/INC-1');
  const head = page.getByRole('region', { name: 'Record' });
  await head.getByText(/^5 Dec 2022 \S+ · 784 items, 209 in threads$/).waitFor();
  const jump = head.getByRole('group', { name: 'Jump to' });
  await jump.getByRole('button', { name: 'Mitigated' }).click();
  await standsOn(page, '14:3');
  await jump.getByRole('button', { name: 'Start' }).click();
  await standsOn(page, '21:06:10');
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).toContain('2022-12-06T0');
  const milestones = page.getByRole('region', { name: 'Milestones' });
  await milestones.getByText('5 Dec, 19:00').waitFor();
  await milestones.getByText('6 Dec, 12:26').waitFor();
});

/** All texts and attributes of a page: what can be read, heard or hovered. */
const readPage = (page: Page) =>
  page.evaluate(() => {
    const attributes = [...document.querySelectorAll('*')].flatMap((one) =>
      [...one.attributes].map(({ value }) => value),
    );
    return `${document.body.textContent}\n${attributes.join('\n')}`;
  });

/** What screens must not say at a time: titles, statements, long lines of the record, late authors. */
async function listLater(at: string): Promise<{ words: string[]; authors: string[] }> {
  const { client } = desk().debrief;
  const of = { incident: 'INC-1' };
  const { events } = await client.timeline.list(of);
  const { findings } = await client.investigation.list(of);
  const { participants } = await client.people.list(of);
  const { items } = await client.evidence.record({ ...of, threads: 'flat', from: at, limit: 500 });
  const lines = items.flatMap(({ text }) => text.split('\n'));
  return {
    words: [
      ...events.flatMap(({ title, knownSince }) => (knownSince.at > at ? [title] : [])),
      ...findings.flatMap((one) => (one.knownSince.at > at ? [one.statement] : [])),
      ...lines.filter((line) => line.length > 40).slice(1),
    ],
    authors: participants.flatMap(({ name, firstAt, written }) =>
      written > 0 && (firstAt ?? '') > at ? [name] : [],
    ),
  };
}

test('the handle of what was known moves by pointer, keys and touch, and hides all that is later', async () => {
  const page = await desk().page();
  const readKnown = () => new URL(page.url()).searchParams.get('known');
  await page.goto('/incidents/INC-1');
  await standsOn(page, '21:06:10');
  await page.keyboard.press('Shift+K');
  const handle = page.getByRole('slider', { name: 'Known at' });
  await handle.waitFor();
  const readMs = async () => Number(await handle.getAttribute('aria-valuenow'));
  const { milestones } = await desk().debrief.client.incident.milestones({ incident: 'INC-1' });
  await expect.poll(readKnown).toBe(milestones.find(({ kind }) => kind === 'detected')?.at);
  await page.getByRole('button', { name: 'Previous marked moment' }).waitFor();
  const start = await readMs();
  await page.keyboard.press(']');
  await expect.poll(readMs).toBeGreaterThan(start);
  await page.keyboard.press('[');
  await expect.poll(readMs).toBe(start);

  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle is not there');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.2, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, middle, { steps: 8 });
  await page.mouse.move(box.x + box.width * 0.6, middle, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await readMs()) === Date.parse(readKnown() ?? '')).toBe(true);
  const at = readKnown() ?? '';
  expect(Date.parse(at)).not.toBe(start);
  await page.reload();
  await handle.waitFor();
  // The handle is there before the milestones that place it.
  await expect.poll(readMs).toBe(Date.parse(at));
  expect(readKnown()).toBe(at);

  const later = await listLater(at);
  expect(later.words.length).toBeGreaterThan(100);
  const find = async (words: readonly string[]) => {
    const text = await readPage(page);
    return words.filter((one) => text.includes(one));
  };
  await page.getByRole('button', { name: 'Authors' }).click();
  const authors = page.getByRole('dialog', { name: 'Authors' });
  await authors.getByRole('checkbox').first().waitFor();
  const listed = await authors.innerText();
  expect(later.authors.filter((name) => listed.includes(name))).toEqual([]);
  await page.keyboard.press('Escape');
  for (const part of ['', '/investigation', '/factors', '/report']) {
    await page.goto(`/incidents/INC-1${part}?known=${at}`);
    await handle.waitFor();
    await page.waitForLoadState('networkidle');
    expect(await find(later.words), part).toEqual([]);
    await page.keyboard.press('[');
    await expect.poll(readKnown).not.toBe(at);
    expect(new URL(page.url()).pathname).toBe(`/incidents/INC-1${part}`);
  }
  await page.goto(`/incidents/INC-1/suspects?known=${at}`);
  await page.getByText('This page shows everything', { exact: false }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await handle.waitFor();
  expect(readKnown()).toBe(at);

  // The raw payload of an alert says how it ended.
  await page.getByRole('grid', { name: 'Record' }).focus();
  await page.keyboard.press('o');
  const sheet = page.getByRole('dialog', { name: 'Raw payload' });
  await sheet.getByText('Payloads are hidden', { exact: false }).waitFor();
  expect(await sheet.locator('pre').innerText()).not.toMatch(/^\s*[[{]/);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+K');
  await handle.waitFor({ state: 'detached' });
  expect(readKnown()).toBeNull();

  const phone = await desk().page(null, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });
  await phone.goto(`/incidents/INC-1?known=${at}`);
  const thumb = phone.getByRole('slider', { name: 'Known at' });
  await thumb.waitFor();
  const track = await thumb.boundingBox();
  if (!track) throw new Error('the handle is not there');
  expect(track.height).toBeGreaterThanOrEqual(40);
  await phone.touchscreen.tap(track.x + track.width * 0.3, track.y + track.height / 2);
  await expect.poll(() => new URL(phone.url()).searchParams.get('known')).not.toBe(at);
  expect(await findViolations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
