import { importFile, makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listSuspects } from './index.ts';

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
