import { importFile, makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { addServiceLink, undoCatalogChange } from '../catalog/index.ts';
import { countMetricSamples, loadMetricSamples } from '../evidence/index.ts';
import { changeIncident } from '../incident/index.ts';
import { undoInvestigationChange } from '../investigation/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { judgeSuspect, listSuspects, measureHitRate } from './index.ts';

const at = Date.UTC(2026, 2, 2, 12);
const minute = 60_000;

/** A range query of Prometheus: two days of normal minutes, every ten, then an hour in which one service rises. */
function makeMatrix(names: readonly string[], rising: readonly string[]): string {
  const result = names.map((service) => ({
    metric: { __name__: 'latency_seconds', service },
    values: Array.from({ length: 300 }, (_, index) => {
      const time = at + (index - 294) * 10 * minute;
      const isBad = rising.includes(service) && time >= at - 20 * minute;
      const value = index % 50 === 7 ? 'NaN' : String(isBad ? 9 : 1 + (index % 5) / 50);
      return [time / 1000, value];
    }),
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}

test('measurements of Prometheus rank the components that moved with the symptom', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Orders latency', services: ['orders'] });
  const name = 'range.json';
  await importFile(ctx, incident, {
    name,
    text: makeMatrix(['orders', 'db', 'mail'], ['orders', 'db']),
  });
  const asked = { incident: incident.ref, at: new Date(at).toISOString() };
  const { components } = await listSuspects(ctx, asked);
  expect(components).toMatchObject({
    symptom: { component: 'orders', metric: 'latency_seconds' },
    comparedWith: 'before',
    strength: 'strong',
    series: 3,
  });
  expect(
    components?.suspects
      .slice(0, 2)
      .map(({ component }) => component)
      .toSorted(),
  ).toEqual(['db', 'orders']);
  expect(components?.suspects[0]?.evidenceId).toMatch(/^[\da-f-]{36}$/);
  const quiet = new Date(at - 20 * 60 * minute).toISOString();
  const { components: before } = await listSuspects(ctx, { ...asked, at: quiet });
  expect(before?.strength).not.toBe('strong');
});

test('each column of a wide table is a series, compared with its start if nothing was before', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Database lag' });
  const rows = Array.from({ length: 20 }, (_, index) => {
    const time = new Date(at + (index - 10) * minute).toISOString();
    return `${time},${index < 3 ? 1 : index * 50},${index < 3 ? 300 : 9_000 + index},${50 + (index % 3)},${index === 4 ? '' : 7}`;
  });
  const text = ['timestamp,db.lag,db.writes,db.cpu,db.connections', ...rows].join('\n');
  await importFile(ctx, incident, { name: 'metrics.csv', text });
  const { components } = await listSuspects(ctx, {
    incident: incident.ref,
    at: new Date(at).toISOString(),
  });
  expect(components).toMatchObject({ comparedWith: 'start', symptom: { metric: 'lag' } });
  expect(components?.suspects.map(({ metric }) => metric)).toEqual(['writes']);
});

test('an incident without measurements has no components', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await makeIncident(ctx);
  expect((await listSuspects(ctx, { incident: ref })).components).toBeNull();
});

test('a component is confirmed and dismissed as a hypothesis that cites a measurement of it', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Orders latency', services: ['orders'] });
  const text = makeMatrix(['orders', 'db', 'mail'], ['orders', 'db']);
  await importFile(ctx, incident, { name: 'range.json', text });
  const asked = { incident: incident.ref, at: new Date(at).toISOString() };
  const list = async () => (await listSuspects(ctx, asked)).components?.suspects ?? [];
  const db = (await list()).find(({ component }) => component === 'db');
  const judged = { incident: incident.ref, evidenceId: db?.evidenceId ?? '' };
  const made = await judgeSuspect(ctx, { ...judged, verdict: 'dismissed', reason: 'A backup' });
  expect(made.findings).toMatchObject([
    { statement: 'Started by: db (latency_seconds)', status: 'ruled-out' },
  ]);
  const verdicts = async () =>
    (await list()).map(({ component, verdict }) => [component, verdict?.status ?? null]);
  expect(Object.fromEntries(await verdicts())).toEqual({
    db: 'ruled-out',
    orders: null,
    mail: null,
  });
  const confirmed = { ...judged, verdict: 'confirmed', reason: 'The disk was full' } as const;
  const { activityId } = await judgeSuspect(ctx, confirmed);
  expect(Object.fromEntries(await verdicts())).toMatchObject({ db: 'confirmed' });
  await changeIncident(ctx, { incident: incident.ref, version: 1, status: 'closed' });
  await setMilestone(ctx, { ...asked, kind: 'impact-started' });
  expect(await measureHitRate(ctx)).toMatchObject({
    changes: { incidents: 0 },
    components: { incidents: 1, top3: 1 },
    onlyDismissed: 0,
  });
  await undoInvestigationChange(ctx, { activityId });
  expect(Object.fromEntries(await verdicts())).toMatchObject({ db: 'ruled-out' });
  expect(await measureHitRate(ctx)).toMatchObject({
    components: { incidents: 0 },
    onlyDismissed: 1,
  });
});

test('a row with several series needs the name of the one that is judged', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Database lag' });
  const rows = Array.from({ length: 12 }, (_, index) => {
    const time = new Date(at + (index - 6) * minute).toISOString();
    return `${time},${index < 3 ? 1 : 90},${index < 3 ? 300 : 9_000},${index < 3 ? 5 : 900}`;
  });
  const text = ['timestamp,db.lag,db.writes,db.reads', ...rows].join('\n');
  await importFile(ctx, incident, { name: 'metrics.csv', text });
  const asked = { incident: incident.ref, at: new Date(at).toISOString() };
  const list = async () => (await listSuspects(ctx, asked)).components?.suspects ?? [];
  const [first] = await list();
  const judged = {
    incident: incident.ref,
    evidenceId: first?.evidenceId ?? '',
    verdict: 'confirmed',
    reason: 'A batch job',
  } as const;
  await expect(judgeSuspect(ctx, judged)).rejects.toThrow('Name the component');
  const other = { component: 'db', metric: 'cpu' };
  await expect(judgeSuspect(ctx, { ...judged, series: other })).rejects.toThrow('no value');
  await judgeSuspect(ctx, { ...judged, series: { component: 'db', metric: 'reads' } });
  expect((await list()).map(({ metric, verdict }) => [metric, verdict?.reason])).toEqual([
    ['reads', 'A batch job'],
    ['writes', undefined],
  ]);
});

test('of many measurements one in so many is loaded, of all series and of the full range', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  const text = makeMatrix(['orders', 'db'], []);
  await importFile(ctx, incident, { name: 'range.json', text });
  const range = { from: new Date(at - 60 * 60 * minute), until: new Date(at + 60 * minute) };
  const count = await countMetricSamples(ctx, incident.id, range);
  expect(count).toBe(600);
  const found = await loadMetricSamples(ctx, incident.id, { ...range, limit: 1_000, every: 3 });
  expect(found.length).toBeGreaterThan(count / 6);
  expect(found.length).toBeLessThan(count / 2);
  const services = Map.groupBy(found, ({ fields }) => fields['service']);
  expect(services.get('orders')?.length).toBe(services.get('db')?.length);
  const times = found.map((one) => one.at.getTime());
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(40 * 60 * minute);
});

test('what fronts another component is explained by it once the catalog says so', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Orders latency', services: ['orders'] });
  const text = makeMatrix(['orders', 'db', 'mail'], ['orders', 'db']);
  await importFile(ctx, incident, { name: 'range.json', text });
  const list = () => listSuspects(ctx, { incident: incident.ref, at: new Date(at).toISOString() });
  const describeDependency = async (name: string) => {
    const found = (await list()).components?.suspects.find(({ component }) => component === name);
    return found?.factors.find((factor) => factor.name === 'dependency')?.reason;
  };
  expect(await describeDependency('orders')).toBe('no dependency of it is known');
  const fronts = { from: 'orders', to: 'db', kind: 'fronts', addsMissing: true } as const;
  const { link, activityId } = await addServiceLink(ctx, fronts);
  expect(await describeDependency('orders')).toBe('db explains a part of it');
  const { components, can } = await list();
  expect(components?.suspects[0]?.component).toBe('db');
  expect(components?.links).toEqual([{ id: link?.id, from: 'orders', to: 'db', kind: 'fronts' }]);
  expect(can.link).toBe(true);
  const viewed = await listSuspects(world.as(world.viewer), { incident: incident.ref });
  expect(viewed.can.link).toBe(false);
  await undoCatalogChange(ctx, { activityId: activityId ?? '' });
  expect(await describeDependency('orders')).toBe('no dependency of it is known');
});
