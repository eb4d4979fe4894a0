import type { MilestoneKind } from '@debrief/contract';
import { makeEvent, makeIncident, makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { addFinding, getFinding } from '../investigation/index.ts';
import { removeEvent } from './index.ts';
import { changeIncident, declareIncident } from '../incident/index.ts';
import { clearMilestone, listMilestones, setMilestone } from './milestones.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';

describe('milestones', () => {
  let world: World;
  let ctx: Context;
  let incident: { id: string; ref: string; version: number };
  beforeEach(async () => {
    world = await testWorld();
    ctx = world.as(world.editor);
    incident = await makeIncident(ctx);
  });
  const set = (kind: MilestoneKind, at: string, more: object = {}) =>
    setMilestone(ctx, { incident: incident.ref, kind, at, ...more });

  test('are set by hand, ordered, and recorded with their previous value', async () => {
    await set('resolved', '2026-03-02T11:00:00Z');
    await set('detected', '2026-03-02T10:05:00+01:00', { precision: 'minute', note: 'the pager' });
    const again = await set('detected', '2026-03-02T09:06:00Z', { version: 1 });
    expect(again.milestones).toMatchObject([
      {
        kind: 'detected',
        at: '2026-03-02T09:06:00.000Z',
        precision: 'exact',
        note: 'the pager',
        version: 2,
        setBy: { name: 'Edith' },
      },
      { kind: 'resolved', version: 1 },
    ]);
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({
      kind: 'milestone.set',
      before: { kind: 'detected', at: '2026-03-02T09:05:00.000Z', precision: 'minute' },
      after: { kind: 'detected', at: '2026-03-02T09:06:00.000Z' },
    });
    const cleared = await clearMilestone(ctx, {
      incident: incident.ref,
      kind: 'detected',
      version: 2,
    });
    expect(cleared.milestones.map((one) => one.kind)).toEqual(['resolved']);
    expect((await listActivity(ctx, { incidentId: incident.id })).items[0]).toMatchObject({
      kind: 'milestone.cleared',
      before: { note: 'the pager' },
      after: null,
    });
    await expect(
      clearMilestone(ctx, { incident: incident.ref, kind: 'detected', version: 2 }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('are set from an event with its time and precision; another time by hand removes the link', async () => {
    const { incident: other, items } = await makeRecord(ctx, ['it is down']);
    const event = await makeEvent(ctx, other, items, { precision: 'about' });
    const taken = await setMilestone(ctx, {
      incident: other.ref,
      kind: 'detected',
      eventId: event.id,
    });
    expect(taken.milestones).toMatchObject([
      { at: event.at, precision: 'about', eventId: event.id },
    ]);
    const noted = await setMilestone(ctx, {
      incident: other.ref,
      kind: 'detected',
      note: 'by a customer',
      version: 1,
    });
    expect(noted.milestones).toMatchObject([
      { at: event.at, precision: 'about', eventId: event.id, note: 'by a customer' },
    ]);
    const moved = await setMilestone(ctx, {
      incident: other.ref,
      kind: 'detected',
      at: '2026-03-02T07:00:00Z',
      version: 2,
    });
    expect(moved.milestones).toMatchObject([
      { at: '2026-03-02T07:00:00.000Z', precision: 'exact', eventId: null },
    ]);
    await expect(
      setMilestone(ctx, { incident: incident.ref, kind: 'detected', eventId: event.id }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'eventId' }],
    });
    await removeEvent(ctx, { id: event.id, version: event.version });
    await expect(
      setMilestone(ctx, { incident: other.ref, kind: 'resolved', eventId: event.id }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      setMilestone(ctx, { incident: other.ref, kind: 'resolved' }),
    ).rejects.toMatchObject({ code: 'invalid', issues: [{ at: 'at' }] });
  });

  test('of two people who set one at once, one wins and the other gets the current state', async () => {
    const results = await Promise.allSettled([
      set('detected', '2026-03-02T10:00:00Z'),
      setMilestone(world.as(world.admin), {
        incident: incident.ref,
        kind: 'detected',
        at: '2026-03-02T10:30:00Z',
      }),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'conflict',
      current: { kind: 'detected', version: 1 },
    });
    await expect(
      clearMilestone(ctx, { incident: incident.ref, kind: 'detected', version: 9 }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(set('detected', '2026-03-02T10:00:00Z', { version: 9 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('are read by readers and changed by editors; outsiders of a private incident find nothing', async () => {
    await set('detected', '2026-03-02T10:00:00Z');
    const reader = world.as(world.viewer);
    expect(await listMilestones(reader, { incident: incident.ref })).toMatchObject({
      milestones: [{ kind: 'detected' }],
      can: { change: false },
    });
    await expect(
      setMilestone(reader, {
        incident: incident.ref,
        kind: 'resolved',
        at: '2026-03-02T10:00:00Z',
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
    const outsider = world.as(world.outsider);
    await expect(listMilestones(outsider, { incident: incident.ref })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      clearMilestone(outsider, { incident: incident.ref, kind: 'detected', version: 1 }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the time since a decision is calculated from the milestone, if it is set', async () => {
    const { findings } = await addFinding(ctx, {
      type: 'decision',
      incident: incident.ref,
      statement: 'Roll back',
      at: '2026-03-02T10:30:00Z',
    });
    const id = findings[0]?.id ?? '';
    await makeEvent(ctx, incident, [], {
      title: 'Customers report',
      at: '2026-03-02T10:00:00Z',
      type: 'detection',
      citations: [],
    });
    expect(await getFinding(ctx, { id })).toMatchObject({ elapsedMs: 30 * 60_000 });
    await set('detected', '2026-03-02T10:10:00Z');
    expect(await getFinding(ctx, { id })).toMatchObject({ elapsedMs: 20 * 60_000 });
  });
});

test('an incident with a reporting obligation has deadlines, counted from its milestone', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref: incident } = await declareIncident(ctx, { title: 'x' });
  expect(await listMilestones(ctx, { incident })).toMatchObject({ deadlines: [] });
  const changed = await changeIncident(ctx, {
    incident,
    version: 1,
    obligations: ['gdpr', 'gdpr'],
  });
  expect(changed.obligations).toEqual(['gdpr']);
  expect(await listMilestones(ctx, { incident })).toMatchObject({
    deadlines: [{ obligation: 'gdpr', status: 'waiting', dueAt: null }],
  });
  const set = await setMilestone(ctx, { incident, kind: 'aware', at: '2026-03-02T10:00:00Z' });
  expect(set.deadlines).toMatchObject([{ dueAt: '2026-03-05T10:00:00.000Z' }]);
  await setMilestone(ctx, { incident, kind: 'gdpr-notification', at: '2026-03-05T11:00:00Z' });
  expect(await listMilestones(ctx, { incident })).toMatchObject({
    deadlines: [{ status: 'late', ms: 3_600_000 }],
  });
});

test('people became aware when an event was known, not when it happened', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await declareIncident(ctx, { title: 'x' });
  const event = await makeEvent(ctx, incident, [], {
    title: 'Data leaves the network',
    at: '2026-03-01T10:00:00Z',
    knownAt: '2026-03-04T15:00:00Z',
    citations: [],
  });
  const at = async (kind: MilestoneKind) =>
    (await setMilestone(ctx, { incident: incident.ref, kind, eventId: event.id })).milestones.find(
      (one) => one.kind === kind,
    )?.at;
  expect(await at('impact-started')).toBe('2026-03-01T10:00:00.000Z');
  expect(await at('aware')).toBe('2026-03-04T15:00:00.000Z');
});

test('an incident names its services and teams, each once', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const declared = await declareIncident(ctx, {
    title: 'x',
    services: ['Search', ' search ', 'catalog, "old"'],
    teams: [],
  });
  expect(declared).toMatchObject({ services: ['Search', 'catalog, "old"'], teams: [] });
  const changed = await changeIncident(ctx, {
    incident: declared.ref,
    version: 1,
    teams: ['Übersuche', 'null'],
  });
  expect(changed).toMatchObject({
    services: ['Search', 'catalog, "old"'],
    teams: ['Übersuche', 'null'],
  });
  await expect(
    changeIncident(ctx, { incident: declared.ref, version: 2, services: [' '] }),
  ).rejects.toMatchObject({ code: 'invalid' });
});
