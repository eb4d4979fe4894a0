import type { Evidence } from '@debrief/contract';
import { findBodyReader } from '@debrief/readers';
import {
  everyRow,
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  times,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { addComment } from '../comment/index.ts';
import type { Context } from '../context.ts';
import {
  hasChanges,
  listImports,
  listSources,
  makeIncidentPrivate,
  readRecord,
  verifyEvidence,
} from '../evidence/index.ts';
import { changeIncident } from '../incident/index.ts';
import { redactEvidence } from '../redaction/index.ts';
import { removeEvent } from '../timeline/index.ts';
import { listRetention, previewRetention, runRetention, setRetention } from './index.ts';

const never = new AbortController().signal;
const dayMs = 86_400_000;
const said = ['cited', 'commented on', 'redacted words', 'Quixotrope one', 'Quixotrope two'];

let world: World;
let ctx: Context;
let admin: Context;
let system: Context;
let incident: { id: string; ref: string; version: number };
let items: Evidence[];
let sourceId: string;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  admin = world.as(world.admin);
  system = world.as({ type: 'system', name: 'Debrief' });
  const made = await makeRecord(ctx, said);
  ({ incident, items } = made);
  const [source] = (await listSources(ctx, { incident: incident.ref })).items;
  sourceId = source?.sourceId ?? '';
});

const close = async () =>
  void (await changeIncident(ctx, { incident: incident.ref, version: 1, status: 'closed' }));
const set = (days: number | null = 30, by = admin) => setRetention(by, { id: sourceId, days });
const preview = (days = 30, by = admin) => previewRetention(by, { id: sourceId, days });
const run = () => runRetention(system, never);
const record = async () => (await readRecord(ctx, incident.ref, {})).items.map((item) => item.text);
const problems = async () => (await verifyEvidence(ctx, { incident: incident.ref })).problems;
const wait = (days: number) => world.clock.advance(days * dayMs);

/** Something needs the first three items. */
async function needSome(): Promise<void> {
  await makeEvent(ctx, incident, items.slice(0, 1));
  const target = { kind: 'evidence' as const, id: items[1]?.itemId ?? '' };
  await addComment(ctx, { incident: incident.ref, target, text: 'Why?' });
  const whole = { incident: incident.ref, id: items[2]?.id ?? '' };
  await redactEvidence(ctx, { ...whole, kind: 'other', reason: 'x' });
}

test('keeps everything forever, unless an admin sets a number of days', async () => {
  await close();
  wait(10_000);
  expect(await run()).toBe(0);
  const { items: sources, nextRunAt } = await listRetention(admin);
  expect(sources).toMatchObject([{ sourceId, days: null, items: 5, incidents: [incident.ref] }]);
  expect(nextRunAt).toMatch(/T00:00:00.000Z$/);
  expect(await set()).toMatchObject({ days: 30, setBy: { name: 'Olga' }, lastRun: null });
  expect(await set(60)).toMatchObject({ days: 60 });
  expect(await set(null)).toMatchObject({ days: null, setBy: null });
  const { items: activity } = await listActivity(ctx, { incidentId: incident.id });
  expect(activity.filter((one) => one.kind === 'source.retention-set')).toMatchObject([
    { before: { days: 60 }, after: { days: null } },
    { before: { days: 30 }, after: { days: 60 } },
    { before: { days: null }, after: { days: 30 } },
  ]);
});

test('what a connection asks for again does not come back after it expired', async () => {
  const [source] = (
    await sql<{ kind: string; key: string; name: string }>`
    select kind, key, name from source where id = ${sourceId}`.execute(world.store.db)
  ).rows;
  if (!source) throw new Error('It has a source');
  const line = JSON.stringify({ time: '2026-01-01T08:00:00Z', text: 'not known', actor: 'Ada' });
  const reads = (await findBodyReader('generic')?.parse(Buffer.from(line), source)) ?? [];
  const delivery = {
    incidentId: incident.id,
    name: 'chat',
    source,
    contentHash: '',
    bytes: 1,
    format: 'json' as const,
    reads,
  };
  expect(await hasChanges(ctx, delivery)).toBe(true);
  expect(await record()).not.toContain('not known');
  await set(100);
  expect(await hasChanges(ctx, delivery)).toBe(true);
  wait(60);
  expect(await hasChanges(ctx, delivery)).toBe(false);
});

describe('a run', () => {
  test('removes what is older and not needed, as the preview says', async () => {
    await needSome();
    await close();
    await set();
    wait(29);
    expect(await run()).toBe(0);
    wait(2);
    expect(await preview()).toMatchObject({
      removes: 2,
      keeps: { open: 0, cited: 2, redacted: 1 },
      before: new Date(world.clock.now().getTime() - 30 * dayMs).toISOString(),
    });
    expect(await run()).toBe(2);
    expect(await record()).toEqual(['cited', 'commented on', '██████████████']);
    const left = (await everyRow(world.store)).filter((row) => row.includes('Quixotrope'));
    expect(left).toEqual([]);
    expect(await problems()).toEqual([]);
    expect(await verifyEvidence(ctx, { incident: incident.ref })).toMatchObject({ removed: 2 });
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({ kind: 'evidence.expired', after: { items: 2, days: 30 } });
    expect((await listRetention(admin)).items).toMatchObject([
      { items: 3, lastRun: { items: 2, at: world.clock.now().toISOString() } },
    ]);
    const [imported] = (await listImports(ctx, { incident: incident.ref })).items;
    expect(imported).toMatchObject({ imported: 5, removed: 2 });
    expect(await run()).toBe(0);
  });

  test('keeps evidence of an open incident, and what an undo would cite again', async () => {
    await set();
    const event = await makeEvent(ctx, incident, items.slice(3, 4));
    await removeEvent(ctx, { id: event.id, version: 1 });
    wait(31);
    expect(await preview()).toMatchObject({ removes: 0, keeps: { open: 5 } });
    expect(await run()).toBe(0);
    await close();
    expect(await preview()).toMatchObject({ removes: 4, keeps: { open: 0, cited: 1 } });
    expect(await run()).toBe(4);
    expect(await record()).toEqual(['Quixotrope one']);
  });

  test('counts the days from the latest revision, and an import restores what it removed', async () => {
    await close();
    await set();
    wait(31);
    expect(await importFile(ctx, incident, { text: messages([...said, 'new']) })).toMatchObject({
      imported: 1,
      duplicates: 5,
    });
    expect(await run()).toBe(5);
    expect(await importFile(ctx, incident, { text: messages([...said, 'new']) })).toMatchObject({
      imported: 5,
      duplicates: 1,
    });
    expect(await run()).toBe(0);
    expect(await problems()).toEqual([]);
  });

  test('removes rejected records of the source', async () => {
    await importFile(ctx, incident, { text: '{"text": "Zanzibar, without a time"}\n' });
    await close();
    await set();
    wait(31);
    await run();
    expect((await everyRow(world.store)).filter((row) => row.includes('Zanzibar'))).toEqual([]);
  });

  test('removes nothing twice if two run at once, and continues after a stop', async () => {
    const many = times(2_500, (index) => `message ${index}`);
    await importFile(ctx, incident, { text: messages(many, { from: '2026-02-01T08:00:00Z' }) });
    await close();
    await set();
    wait(31);
    const stopped = new AbortController();
    stopped.abort();
    await expect(runRetention(system, stopped.signal)).rejects.toThrow();
    const removed = await Promise.all([run(), run()]);
    expect(removed.reduce((total, count) => total + count)).toBe(2_505);
    const { rows } = await sql<{ items: number; removed: number }>`
      select (select sum(items)::int from retention_run) as items, sum(removed)::int as removed from import`.execute(
      ctx.db,
    );
    expect(rows).toEqual([{ items: 2_505, removed: 2_505 }]);
    expect(await problems()).toEqual([]);
  });
});

test('is for admins, and a private source does not exist for others', async () => {
  for (const by of [ctx, world.as(world.viewer)])
    for (const call of [() => set(30, by), () => preview(30, by), () => listRetention(by)])
      await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(preview(0)).rejects.toMatchObject({ code: 'invalid' });
  await expect(set(100_000)).rejects.toMatchObject({ code: 'invalid' });
  const other = await makeIncident(ctx);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  expect((await listRetention(admin)).items).toEqual([]);
  await expect(set()).rejects.toMatchObject({ code: 'not-found' });
  await expect(preview()).rejects.toMatchObject({ code: 'not-found' });
  await expect(setRetention(admin, { id: other.id, days: 3 })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('the database lets only a run of the retention remove evidence', async () => {
  await expect(sql`delete from evidence`.execute(ctx.db)).rejects.toMatchObject({
    message: expect.stringContaining('never changed or removed'),
  });
});
