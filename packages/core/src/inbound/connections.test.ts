import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context, NewJob } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { archiveIncident, unarchiveIncident } from '../incident/index.ts';
import {
  changeConnection,
  createConnection,
  endPull,
  listConnections,
  listDeliveries,
  listInboundEndpoints,
  pauseConnection,
  pullConnection,
  readDeliveries,
  renewLease,
  resumeConnection,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  sendTestDelivery,
  setInboundSecret,
  startPull,
  storePage,
} from './index.ts';
import { toDelay } from './pull.ts';

let world: World;
let ctx: Context;
let system: Context;
let incident: string;
let incidentId: string;
let jobs: NewJob[];
const minute = 60_000;
const settings = { kind: 'feed', url: 'https://status.example.org/secret-path' } as const;
const page = (text: string, watermark: unknown) => ({
  body: Buffer.from(text),
  key: text,
  watermark,
});

beforeEach(async () => {
  world = await testWorld();
  jobs = [];
  const queue = { add: async (_: unknown, job: NewJob) => void jobs.push(job) };
  ctx = { ...world.as(world.editor), jobs: queue };
  system = { ...world.as({ type: 'system', name: 'Debrief' }), jobs: queue };
  ({ ref: incident, id: incidentId } = await makeIncident(ctx));
});

const create = (more: object = {}) =>
  createConnection(ctx, { incident, name: 'Status', settings, ...more });
const latest = () => {
  const job = jobs.findLast(({ kind }) => kind === 'connection.pull');
  if (job?.kind !== 'connection.pull') throw new Error('No job was added');
  return job;
};
const find = async () => (await listConnections(ctx, { incident })).items[0];

test('a connection is created, asked, listed and recorded, and its token is nowhere', async () => {
  const made = await create({ token: 'word-of-the-feed' });
  expect(made).toMatchObject({
    name: 'Status',
    source: 'feed',
    settings: { ...settings, everyMinutes: 15 },
    hasSecret: true,
    isPaused: false,
    isAsking: false,
    askedAt: null,
    problem: null,
  });
  expect(latest().data).toEqual({ connectionId: made.id, dueAt: made.nextAt });
  expect(await find()).toEqual(made);
  expect((await listInboundEndpoints(ctx, { incident })).items).toEqual([]);
  const { items } = await listActivity(ctx, { incidentId });
  expect(items.map(({ kind }) => kind)).toContain('connection.created');
  const shown = JSON.stringify([made, items]);
  expect(shown).not.toContain('word-of-the-feed');
  // The address of a calendar can be a secret: activity names the host.
  expect(JSON.stringify(items)).not.toContain('secret-path');
  expect(JSON.stringify(items)).toContain('https://status.example.org');
});
test('wrong settings are refused', async () => {
  for (const wrong of [
    { kind: 'feed', url: 'ftp://example.org' },
    { kind: 'feed', url: 'https://user:word@example.org/' },
    { kind: 'feed', url: 'https://example.org', everyMinutes: 0 },
    { kind: 'unknown', url: 'https://example.org' },
  ])
    await expect(
      createConnection(ctx, { incident, name: 'x', settings: wrong as never }),
    ).rejects.toMatchObject({ code: 'invalid' });
  await expect(create({ token: 'line\nbreak' })).rejects.toMatchObject({ code: 'invalid' });
});

test('outsiders find nothing, viewers are refused, and so is every verb of addresses', async () => {
  const { id } = await create();
  const ref = { incident, id };
  const verbs = [
    (as: Context) => listConnections(as, { incident }),
    (as: Context) => createConnection(as, { incident, name: 'x', settings }),
    (as: Context) => changeConnection(as, { ...ref, name: 'x' }),
    (as: Context) => pauseConnection(as, ref),
    (as: Context) => resumeConnection(as, ref),
    (as: Context) => pullConnection(as, ref),
    (as: Context) => listDeliveries(as, ref),
    (as: Context) => revokeInboundEndpoint(as, ref),
  ];
  for (const run of verbs)
    await expect(run(world.as(world.viewer))).rejects.toMatchObject({ code: 'forbidden' });
  const other = await makeIncident(ctx);
  await expect(pauseConnection(ctx, { incident: other.ref, id })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const run of [rotateInboundEndpoint, sendTestDelivery])
    await expect(run(ctx, ref)).rejects.toMatchObject({ code: 'invalid' });
  await expect(setInboundSecret(ctx, { ...ref, secret: 'long enough' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await makeIncidentPrivate(ctx, { incident, version: 1 });
  for (const run of verbs)
    await expect(run(world.as(world.outsider))).rejects.toMatchObject({ code: 'not-found' });
});

test('a page that was read to find changes is stored if there are any', async () => {
  const tokens = { token: 'xapp-1 xoxb-2' };
  const chat = { kind: 'slack', channels: 'inc-12' } as const;
  const { id } = await create({ settings: chat, ...tokens });
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  const say = (...texts: string[]) => {
    const messages = texts.map((text, index) => ({
      type: 'message',
      user: 'U0ADA00001',
      text,
      ts: `177244200${index}.000100`,
    }));
    const covered = { from: '2026-03-02T08:00:00.000Z', until: '2026-03-02T10:00:00.000Z' };
    return {
      body: Buffer.from(
        JSON.stringify({
          source: { key: 'T0ACME001', name: 'Acme' },
          people: [],
          events: [],
          gone: [],
          channels: [{ id: 'C0INC00012', name: 'inc-12' }],
          history: [{ channel: 'C0INC00012', messages, covered }],
        }),
      ),
      key: `${texts.join()} ${jobs.length}`,
    };
  };
  const readStored = async () => {
    for (const job of jobs.splice(0))
      if (job.kind === 'delivery.read') await readDeliveries(system, job.data);
    return (await listDeliveries(ctx, { incident, id })).items.length;
  };
  await storePage(system, pull, { ...say('one', 'two'), watermark: 1 });
  expect(await readStored()).toBe(1);
  await storePage(system, pull, { ...say('one', 'two'), watermark: 2, isCheck: true });
  expect(await readStored()).toBe(1);
  await storePage(system, pull, { ...say('one', 'two, edited'), watermark: 3, isCheck: true });
  expect(await readStored()).toBe(2);
  await storePage(system, pull, { ...say('one'), watermark: 4, isCheck: true });
  expect(await readStored()).toBe(3);
  const { items } = await readRecord(ctx, incident, {});
  expect(items.map(({ text, isDeleted }) => [text, isDeleted])).toEqual([
    ['one', false],
    ['two, edited', true],
  ]);
});

test('a page and its watermark are stored together, and the next request continues after it', async () => {
  const { id } = await create();
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  expect(pull.watermark).toBeNull();
  expect((await find())?.isAsking).toBe(true);
  expect(await storePage(system, pull, page('one', { at: 1 }))).toBe(true);
  expect(await storePage(system, pull, page('two', { at: 2 }))).toBe(true);
  // The process is killed here. Another one waits for the lease, and then continues.
  expect(await startPull(system, latest().data)).toBeNull();
  world.clock.advance(2 * minute);
  const next = await startPull(system, latest().data);
  expect(next?.watermark).toEqual({ at: 2 });
  // What a process stores that was only paused does not count.
  expect(await storePage(system, pull, page('late', { at: 1 }))).toBe(false);
  expect(await renewLease(system, pull)).toBe(false);
  await endPull(system, pull, { problem: 'late' });
  if (!next) throw new Error('It is due');
  await endPull(system, next, { problem: null });
  const { items } = await listDeliveries(ctx, { incident, id });
  expect(new Set(items.map(({ payload }) => payload))).toEqual(new Set(['one', 'two']));
  expect(await find()).toMatchObject({ problem: null, isAsking: false });
  expect(latest().delayMs).toBe(15 * minute);
  expect(latest().data.dueAt).toBe((await find())?.nextAt);
});

test('a failure is shown and tried again with growing delays, and not before Retry-After', async () => {
  await create();
  const delays: (number | undefined)[] = [];
  for (const retryAfterMs of [undefined, undefined, 30 * minute, undefined]) {
    const pull = await startPull(system, latest().data);
    if (!pull) throw new Error('It is due');
    await endPull(system, pull, { problem: 'It answered 500.', retryAfterMs });
    expect((await find())?.problem).toBe('It answered 500.');
    delays.push(latest().delayMs);
    world.clock.advance(latest().delayMs ?? 0);
  }
  expect(delays).toEqual([minute, 2 * minute, 30 * minute, 8 * minute]);
  expect(toDelay(50, 0)).toBe(360 * minute);
  expect(toDelay(1, 1e12)).toBe(1440 * minute);
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  await endPull(system, pull, { problem: null });
  expect((await find())?.problem).toBeNull();
});

test('pausing ends a request, and resuming asks immediately', async () => {
  const { id } = await create();
  const ref = { incident, id };
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  expect(await pauseConnection(ctx, ref)).toMatchObject({ isPaused: true, nextAt: null });
  expect(await storePage(system, pull, page('one', 1))).toBe(false);
  await endPull(system, pull, { problem: null });
  expect(await startPull(system, latest().data)).toBeNull();
  await expect(pullConnection(ctx, ref)).rejects.toMatchObject({ code: 'conflict' });
  const count = jobs.length;
  await pauseConnection(ctx, ref);
  await resumeConnection(ctx, ref);
  expect(jobs).toHaveLength(count + 1);
  expect(await startPull(system, latest().data)).not.toBeNull();
});

test('Ask now makes the planned job out of date', async () => {
  const { id } = await create();
  const planned = latest();
  world.clock.advance(minute);
  await pullConnection(ctx, { incident, id });
  expect(await startPull(system, planned.data)).toBeNull();
  const pull = await startPull(system, latest().data);
  expect(pull).not.toBeNull();
  const count = jobs.length;
  expect((await pullConnection(ctx, { incident, id })).isAsking).toBe(true);
  expect(jobs).toHaveLength(count);
});

test('a revoked one is never asked again, and keeps no token', async () => {
  const { id } = await create({ token: 'word' });
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  await revokeInboundEndpoint(ctx, { incident, id });
  expect(await storePage(system, pull, page('one', 1))).toBe(false);
  world.clock.advance(5 * minute);
  expect(await startPull(system, latest().data)).toBeNull();
  expect(await find()).toMatchObject({ isRevoked: true, hasSecret: false, nextAt: null });
  for (const run of [pauseConnection, resumeConnection, pullConnection, changeConnection])
    await expect(run(ctx, { incident, id })).rejects.toMatchObject({ code: 'conflict' });
});

test('an archived incident is not asked for, and continues afterwards', async () => {
  await create();
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  const admin = world.as(world.admin);
  const { version } = await archiveIncident(admin, { incident, version: 1 });
  expect(await storePage(system, pull, page('one', 1))).toBe(false);
  await endPull(system, pull, { problem: null });
  world.clock.advance(15 * minute);
  expect(await startPull(system, latest().data)).toBeNull();
  world.clock.advance(15 * minute);
  await unarchiveIncident(admin, { incident, version });
  expect((await startPull(system, latest().data))?.watermark).toBeNull();
});

test('a change asks again; another source starts again, and another host needs the token', async () => {
  const { id } = await create({ token: 'word' });
  const ref = { incident, id };
  const pull = await startPull(system, latest().data);
  if (!pull) throw new Error('It is due');
  await storePage(system, pull, page('one', { at: 1 }));
  const count = jobs.length;
  expect((await changeConnection(ctx, { ...ref, name: 'Shop' })).name).toBe('Shop');
  expect(jobs).toHaveLength(count);
  await changeConnection(ctx, { ...ref, settings: { ...settings, everyMinutes: 5 } });
  expect(await storePage(system, pull, page('two', { at: 2 }))).toBe(false);
  const interval = await startPull(system, latest().data);
  expect(interval).toMatchObject({ watermark: { at: 1 }, secret: 'word' });
  const moved = { ...settings, url: 'https://evil.example.net/' };
  await expect(changeConnection(ctx, { ...ref, settings: moved })).rejects.toMatchObject({
    code: 'invalid',
    issues: [{ at: 'token' }],
  });
  await changeConnection(ctx, { ...ref, settings: moved, token: null });
  expect(await startPull(system, latest().data)).toMatchObject({ watermark: null, secret: null });
  const { items } = await listActivity(ctx, { incidentId });
  expect(items.map(({ kind }) => kind).filter((kind) => kind.startsWith('connection'))).toEqual([
    'connection.token-changed',
    'connection.changed',
    'connection.changed',
    'connection.created',
  ]);
});
