import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
} from '@debrief/testkit';
import type { Context } from '../context.ts';
import { expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { addService, addServiceLink, undoCatalogChange } from '../catalog/index.ts';
import { changeIncident } from '../incident/index.ts';
import { excludeStream, listSources, makeIncidentPrivate } from '../evidence/index.ts';
import { listInvestigation, undoInvestigationChange } from '../investigation/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { judgeSuspect, listSuspects, measureHitRate } from './index.ts';

interface Deploy {
  id: string;
  at: string;
  text: string;
  service: string;
}

/** A month of quiet deploys, one a day, and those given. */
const quiet = Array.from({ length: 30 }, (_, index): Deploy => {
  const day = new Date(Date.UTC(2026, 1, 1 + index, 9)).toISOString();
  return { id: `q${index}`, at: day, text: `web ${index}: new banner`, service: 'web' };
});
const toLines = (deploys: readonly Deploy[]) =>
  deploys.map((deploy) => JSON.stringify({ ...deploy, kind: 'change' })).join('\n');

async function makeCase(ctx: Context, deploys: readonly Deploy[], services = ['checkout']) {
  const incident = await makeIncident(ctx, {
    title: 'Payments time out in PaymentRetry',
    services,
  });
  if (deploys.length > 0)
    await importFile(ctx, incident, { name: 'deploys.jsonl', text: toLines(deploys) });
  await setMilestone(ctx, {
    incident: incident.ref,
    kind: 'impact-started',
    at: '2026-03-02T12:00:00Z',
  });
  return incident;
}

const cause = {
  id: 'c1',
  at: '2026-03-02T11:48:00Z',
  text: 'checkout 8.1: PaymentRetry with back-off',
  service: 'checkout',
};
const late = { ...cause, id: 'c2', at: '2026-03-02T12:30:00Z', text: 'checkout 8.0: roll back' };

test('the change shortly before the symptom that shares its words is first, with every factor', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause, late]);
  const { symptom, changes, can } = await listSuspects(ctx, { incident: incident.ref });
  expect(symptom).toMatchObject({ origin: 'impact-started', at: '2026-03-02T12:00:00.000Z' });
  expect(symptom.words).toContain('paymentretry');
  expect(changes.strength).toBe('strong');
  expect(changes.suspects[0]).toMatchObject({
    title: cause.text,
    isInSources: true,
    verdict: null,
  });
  expect(changes.suspects[0]?.factors.map(({ name, reason }) => [name, reason])).toEqual([
    ['time', '12 min before the symptom'],
    ['kind', 'a deploy, the kind that starts most outages'],
    ['words', expect.stringContaining('paymentretry')],
    ['place', 'in checkout, a service of the incident'],
  ]);
  expect(changes.after.map(({ title }) => title)).toEqual([late.text]);
  expect(can.change).toBe(true);
});

test('a day like any other has no strong suspect, and the asked time and words are used', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause], []);
  const asked = { incident: incident.ref, at: '2026-02-20T21:00:00Z', text: 'Emails are late' };
  const { symptom, changes } = await listSuspects(ctx, asked);
  expect(symptom).toMatchObject({ origin: 'asked', words: ['emails', 'late'] });
  expect(changes.strength).toBe('weak');
  await expect(listSuspects(ctx, { ...asked, text: ' ' })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('a verdict is a hypothesis that cites the change; it is recorded once, updated, undone, and carried by a bundle', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause]);
  const first = async () =>
    (await listSuspects(ctx, { incident: incident.ref })).changes.suspects[0];
  const evidenceId = (await first())?.evidenceId ?? '';
  const id = ctx.ids.next();
  const judged = { incident: incident.ref, id, evidenceId, reason: 'Not on this path' };
  const made = await judgeSuspect(ctx, { ...judged, verdict: 'dismissed' });
  expect(await judgeSuspect(ctx, { ...judged, verdict: 'dismissed' })).toEqual(made);
  expect(made.findings).toMatchObject([{ status: 'ruled-out', isRedHerring: false }]);
  expect((await first())?.verdict).toMatchObject({ status: 'ruled-out', reason: judged.reason });
  const { items } = await listActivity(ctx, { incidentId: incident.id });
  expect(items.filter(({ kind }) => kind === 'hypothesis.ruled-out')).toHaveLength(1);
  const { id: _, ...again } = judged;
  const confirmed = { ...again, verdict: 'confirmed', reason: 'The retry holds the lock' } as const;
  const { activityId } = await judgeSuspect(ctx, confirmed);
  expect((await listInvestigation(ctx, { incident: incident.ref })).findings).toHaveLength(1);
  expect((await first())?.verdict).toMatchObject({ findingId: id, status: 'confirmed' });
  const bundle = await exportBundle(ctx, incident.ref);
  const other = await testWorld();
  const copy = await importBundleText(other.as(other.editor), bundle);
  const there = await listSuspects(other.as(other.editor), { incident: copy.ref });
  expect(there.changes.suspects[0]?.verdict?.status).toBe('confirmed');
  await undoInvestigationChange(ctx, { activityId });
  expect((await first())?.verdict?.status).toBe('ruled-out');
});

test('viewers cannot judge; outsiders find nothing; evidence of another incident is not cited', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause]);
  const { changes } = await listSuspects(ctx, { incident: incident.ref });
  const judged = {
    incident: incident.ref,
    evidenceId: changes.suspects[0]?.evidenceId ?? '',
    verdict: 'confirmed' as const,
    reason: 'x',
  };
  await expect(judgeSuspect(world.as(world.viewer), judged)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const unrelated = await makeIncident(ctx, { title: 'Other' });
  await expect(judgeSuspect(ctx, { ...judged, incident: unrelated.ref })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(judgeSuspect(ctx, { ...judged, reason: ' ' })).rejects.toThrow('Write the reason');
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outsider = world.as(world.outsider);
  await expect(listSuspects(outsider, { incident: incident.ref })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(judgeSuspect(outsider, judged)).rejects.toMatchObject({ code: 'not-found' });
});

test('changes of streams that only another visible incident includes are listed and marked, never those of a private one', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const source = await makeCase(ctx, [...quiet, cause]);
  const target = await makeCase(ctx, []);
  const titles = async (reader: Context) => {
    const { changes } = await listSuspects(reader, { incident: target.ref });
    return changes.suspects.slice(0, 1).map(({ title, isInSources }) => [title, isInSources]);
  };
  expect(await titles(ctx)).toEqual([[cause.text, false]]);
  expect(await titles(world.as(world.outsider))).toEqual([[cause.text, false]]);
  await makeIncidentPrivate(ctx, { incident: source.ref, version: 1 });
  expect(await titles(world.as(world.outsider))).toEqual([]);
  expect(await titles(ctx)).toEqual([]);
});

test('an excluded stream is no longer among the sources', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause]);
  for (const { streamId } of (await listSources(ctx, { incident: incident.ref })).items)
    await excludeStream(ctx, { incident: incident.ref, streamId });
  const { changes } = await listSuspects(ctx, { incident: incident.ref });
  expect(changes.suspects).toEqual([]);
  expect(changes.strength).toBe('weak');
});

test('the hit rate counts closed incidents with a confirmed change', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeCase(ctx, [...quiet, cause]);
  expect(await measureHitRate(ctx)).toMatchObject({
    changes: { incidents: 0, interval1: [0, 1] },
    components: { incidents: 0 },
  });
  const { changes } = await listSuspects(ctx, { incident: incident.ref });
  const [first, second] = changes.suspects;
  const judge = (evidenceId = '') =>
    judgeSuspect(ctx, { incident: incident.ref, evidenceId, verdict: 'confirmed', reason: 'x' });
  await judge(second?.evidenceId);
  const { version } = await changeIncident(ctx, {
    incident: incident.ref,
    version: 1,
    status: 'closed',
  });
  expect(version).toBe(2);
  expect(await measureHitRate(ctx)).toMatchObject({
    changes: { incidents: 1, top1: 0, top3: 1 },
    onlyDismissed: 0,
  });
  await judge(first?.evidenceId);
  expect(await measureHitRate(ctx)).toMatchObject({ changes: { incidents: 1, top1: 1, top3: 1 } });
});

test('links of the catalog bring a change in a dependency nearer, by any of its names, until they are removed', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const unrelated = { ...cause, id: 'u', text: 'mail 3: PaymentRetry', service: 'mail' };
  const dependency = { ...cause, id: 'd', text: 'pay 3: PaymentRetry', service: 'Pay-API' };
  const incident = await makeCase(ctx, [...quiet, unrelated, dependency]);
  const first = async () => {
    const { changes } = await listSuspects(ctx, { incident: incident.ref });
    const place = changes.suspects[0]?.factors.find(({ name }) => name === 'place');
    return [changes.suspects[0]?.title, place?.reason];
  };
  await addService(ctx, { name: 'payments', aliases: ['pay api'] });
  const link = { from: 'checkout', to: 'payments', kind: 'calls', addsMissing: true } as const;
  const { activityId } = await addServiceLink(ctx, link);
  expect(await first()).toEqual([dependency.text, '1 link away: checkout calls payments']);
  await undoCatalogChange(ctx, { activityId: activityId ?? '' });
  expect((await first())[1]).toContain("is not among the incident's services");
});
