import { beforeAll, expect, test } from 'vitest';
import { study, type Made } from '../demo/study/study.ts';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk();
let made: Made;
beforeAll(async () => {
  made = await study(desk().debrief.client, 'INC-1');
});

test('the demo incident is completed, published, and read on a phone', async () => {
  const { client } = desk().debrief;
  const { incident, version } = made;
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
  await page.goto(version?.path ?? '');
  await page
    .getByRole('heading', { level: 1, name: 'New listings were missing from search for 19 hours' })
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByText('3,896 listings from 1,142 vendors').first().waitFor();
  await page.locator('summary', { hasText: 'Responders and investigators' }).click();
  await page.getByRole('row', { name: /^Incident commander\s+Bettina Crowe$/ }).waitFor();
  expect(await findViolations(page)).toEqual([]);
});
