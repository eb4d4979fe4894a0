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
