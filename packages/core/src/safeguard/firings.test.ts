import type { Safeguard } from '@debrief/contract';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addSafeguard, editSafeguard, listFirings, proveSafeguard } from './index.ts';

const rules = `groups:
  - name: search
    rules:
      - alert: SearchStale
        expr: age > 1800
        labels: { severity: page, host: '{{ $labels.host }}' }
`;
const writeAlert = (at: string, labels: Record<string, string>) =>
  JSON.stringify({
    labels: { alertname: 'SearchStale', ...labels },
    annotations: { summary: 'Search is stale' },
    startsAt: at,
    status: { state: 'active' },
    fingerprint: `${labels['host']}`,
  });

let world: World;
let ctx: Context;
let incident: { ref: string };
let safeguard: Safeguard;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
  const added = await addSafeguard(ctx, {
    incident: incident.ref,
    name: 'Stale index',
    rules,
    incidentSeries: 'age 150 2000x40',
    healthySeries: 'age 150+1x40',
  });
  safeguard = only(added.safeguards);
});

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (!item || items.length > 1) throw new Error(`${items.length} items`);
  return item;
}

async function prove(): Promise<Safeguard> {
  safeguard = only((await proveSafeguard(ctx, safeguard)).safeguards);
  return safeguard;
}

const inDays = (days: number) =>
  new Date(ctx.clock.now().getTime() + days * 86_400_000).toISOString();

test('alerts since it was armed are counted, where the reader can see them', async () => {
  expect(await listFirings(ctx, safeguard)).toMatchObject({ armedAt: null, count: 0 });
  const { proof } = await prove();
  const armedAt = proof?.at ?? '';
  expect(await listFirings(ctx, safeguard)).toEqual({
    armedAt,
    count: 0,
    isMore: false,
    items: [],
  });
  const other = await makeIncident(ctx, { title: 'Again' });
  await importFile(ctx, incident, {
    name: 'alerts.json',
    text: [
      writeAlert(inDays(-1), { host: 'before', severity: 'page' }),
      writeAlert(inDays(1), { host: 'a', severity: 'page' }),
      writeAlert(inDays(2), { host: 'b', severity: 'info' }),
      writeAlert(inDays(2), { host: 'd', severity: 'page', debrief_drill: 'test' }),
    ].join('\n'),
  });
  await importFile(ctx, other, {
    name: 'others.json',
    text: writeAlert(inDays(3), { host: 'c', severity: 'page' }),
  });
  expect((await listFirings(ctx, safeguard)).items).toMatchObject([
    { at: inDays(3), incidentTitle: 'Again', isCitable: false },
    { at: inDays(1), text: 'Search is stale', incidentRef: incident.ref, isCitable: true },
  ]);
  await makeIncidentPrivate(ctx, { incident: other.ref, version: 1 });
  const outsider = world.as(world.viewer);
  expect(await listFirings(outsider, safeguard)).toMatchObject({
    count: 1,
    items: [{ at: inDays(1) }],
  });
  expect(await listFirings(ctx, safeguard)).toMatchObject({ count: 2 });
});

test('another proof keeps since when it is armed, and a change of the rules does not', async () => {
  const first = (await prove()).proof?.at ?? '';
  world.clock.advance(86_400_000);
  await prove();
  expect(await listFirings(ctx, safeguard)).toMatchObject({ armedAt: first });
  const change = { id: safeguard.id, version: safeguard.version, intervalMs: 30_000 };
  safeguard = only((await editSafeguard(ctx, change)).safeguards);
  expect(await listFirings(ctx, safeguard)).toMatchObject({ armedAt: null });
  await prove();
  expect((await listFirings(ctx, safeguard)).armedAt).toBe(ctx.clock.now().toISOString());
});
