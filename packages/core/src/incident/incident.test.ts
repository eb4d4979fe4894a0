import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { inviteAccount } from '../account/index.ts';
import { listActivity } from '../activity/index.ts';
import type { Actor, Context } from '../context.ts';
import {
  includeStream,
  excludeStream,
  listSources,
  readRecord,
  setClockOffset,
  makeIncidentVisible,
  makeIncidentPrivate,
} from '../evidence/index.ts';
import {
  addMember,
  changeIncident,
  declareIncident,
  getIncident,
  listMembers,
  removeMember,
} from './index.ts';
import { listIncidents } from '../library/index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});
const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');
const kinds = async (incidentId: string) =>
  (await listActivity(ctx, { incidentId })).items.map((one) => one.kind).toReversed();

describe('declare and change', () => {
  test('declares an incident with what is known, and records it', async () => {
    const incident = await declareIncident(ctx, { title: '  Search is empty ' });
    expect(incident).toMatchObject({
      ref: 'INC-1',
      title: 'Search is empty',
      status: 'in-review',
      mode: 'standard',
      visibility: 'everyone',
      zone: 'UTC',
      severity: null,
      version: 1,
      can: { change: true, import: true, manageMembers: false },
    });
    expect(await getIncident(ctx, { incident: 'inc-1' })).toEqual(incident);
    expect(await getIncident(ctx, { incident: incident.id.toUpperCase() })).toEqual(incident);
    await expect(getIncident(ctx, { incident: 'INC-2' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(getIncident(ctx, { incident: "'; drop table incident" })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(declareIncident(ctx, { title: ' ', zone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'title' }, { at: 'zone' }],
    });
  });

  test('a change names its version; the loser of two gets the current state', async () => {
    const { ref, id } = await makeIncident(ctx);
    expect(
      await changeIncident(ctx, {
        incident: ref,
        version: 1,
        severity: 'SEV-1',
        zone: 'Europe/Berlin',
      }),
    ).toMatchObject({ severity: 'SEV-1', version: 2 });
    await expect(
      changeIncident(ctx, { incident: ref, version: 1, title: 'mine' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { severity: 'SEV-1', version: 2 },
    });
    expect(await changeIncident(ctx, { incident: ref, version: 2, severity: null })).toMatchObject({
      severity: null,
      zone: 'Europe/Berlin',
      version: 3,
    });
    expect(await kinds(id)).toEqual(['incident.declared', 'incident.changed', 'incident.changed']);
  });

  test('refuses viewers and keys without the scope; a visitor sees nothing', async () => {
    const { ref } = await makeIncident(ctx);
    for (const actor of [world.viewer, await world.key(['read', 'import', 'admin'])]) {
      const as = world.as(actor);
      await expect(
        changeIncident(as, { incident: ref, version: 1, title: 'x' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(makeIncidentPrivate(as, { incident: ref, version: 1 })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect((await getIncident(as, { incident: ref })).can.change).toBe(false);
    }
    await expect(getIncident(world.as(world.anonymous), { incident: ref })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(listIncidents(world.as(world.anonymous), {})).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });
});

describe('members', () => {
  test('see a private incident, and no one else does; the account that makes it private is one', async () => {
    const { ref, id } = await makeIncident(ctx);
    await expect(
      addMember(ctx, { incident: ref, accountId: getAccountId(world.outsider) }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const hidden = await makeIncidentPrivate(ctx, { incident: ref, version: 1 });
    expect(hidden).toMatchObject({
      visibility: 'private',
      version: 2,
      can: { manageMembers: true },
    });
    await expect(makeIncidentPrivate(ctx, { incident: ref, version: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const actor of [world.outsider, world.admin, world.viewer])
      await expect(getIncident(world.as(actor), { incident: ref })).rejects.toMatchObject({
        code: 'not-found',
      });
    await addMember(ctx, { incident: ref, accountId: getAccountId(world.outsider) });
    await addMember(ctx, { incident: ref, accountId: getAccountId(world.outsider) });
    expect(
      (await listMembers(world.as(world.outsider), { incident: ref })).items.map(
        (member) => member.name,
      ),
    ).toEqual(['Edith', 'Otto']);
    await removeMember(ctx, { incident: ref, accountId: getAccountId(world.editor) });
    await expect(getIncident(ctx, { incident: ref })).rejects.toMatchObject({ code: 'not-found' });
    const otto = world.as(world.outsider);
    await expect(
      removeMember(otto, { incident: ref, accountId: getAccountId(world.outsider) }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      removeMember(otto, { incident: ref, accountId: getAccountId(world.editor) }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await makeIncidentVisible(otto, { incident: ref, version: 2 });
    await expect(makeIncidentVisible(otto, { incident: ref, version: 3 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await kinds(id)).toEqual([
      'incident.declared',
      'incident.made-private',
      'incident.member-added',
      'incident.member-removed',
      'incident.made-visible',
    ]);
  });

  test('who are viewers read, and change nothing', async () => {
    const { ref } = await declareIncident(ctx, { title: 'Keys', visibility: 'private' });
    await addMember(ctx, { incident: ref, accountId: getAccountId(world.viewer) });
    const reader = world.as(world.viewer);
    expect(await getIncident(reader, { incident: ref })).toMatchObject({
      can: { change: false, manageMembers: false },
    });
    await expect(
      addMember(reader, { incident: ref, accountId: getAccountId(world.outsider) }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(makeIncidentVisible(reader, { incident: ref, version: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the list', () => {
  test('pages from the newest on, each once, with the counts of each', async () => {
    for (let index = 0; index < 7; index += 1)
      await makeIncident(ctx, {
        title: `Incident ${index}`,
        status: index % 2 === 0 ? 'closed' : 'in-review',
      });
    const { incident, items } = await makeRecord(ctx, ['one', 'two']);
    await makeEvent(ctx, incident, items);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listIncidents(ctx, { limit: 3, cursor });
      seen.push(...page.items.map((one) => one.ref));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((number) => `INC-${number}`));
    const [first] = (await listIncidents(ctx, { limit: 1 })).items;
    expect(first).toMatchObject({
      evidenceCount: 2,
      eventCount: 1,
      firstAt: items[0]?.occurredAt,
      lastAt: items[1]?.occurredAt,
    });
    expect((await listIncidents(ctx, { status: 'closed' })).items).toHaveLength(4);
  });

  test('finds by title, summary and number, and treats special characters literally', async () => {
    await makeIncident(ctx, { title: 'Disk 100 % full', summary: 'of broker_1' });
    await makeIncident(ctx, { title: 'Brücke' });
    const searchRefs = async (text: string) =>
      (await listIncidents(ctx, { text })).items.map((one) => one.ref);
    expect(await searchRefs('100 %')).toEqual(['INC-1']);
    expect(await searchRefs('BROKER_')).toEqual(['INC-1']);
    expect(await searchRefs('inc-2')).toEqual(['INC-2']);
    expect(await searchRefs('brücke')).toEqual(['INC-2']);
    expect(await searchRefs('broker full')).toEqual(['INC-1']);
    expect(await searchRefs('broker brücke')).toEqual([]);
    for (const text of ['_roken', '%', '\\', "'"])
      expect(await searchRefs(text)).toEqual(text === '%' ? ['INC-1'] : []);
  });
});

describe('the sources', () => {
  test('show a time range of a stream, and a wider one without a new import; a corrected clock moves its items', async () => {
    const { incident, items } = await makeRecord(ctx, ['08:00', '08:01', '08:02', '08:03']);
    const [entry] = (await listSources(ctx, { incident: incident.ref })).items;
    const { streamId = '', sourceId = '' } = entry ?? {};
    expect(entry).toMatchObject({
      isIncluded: true,
      inTimeRange: 4,
      inStream: 4,
      firstAt: items[0]?.occurredAt,
      kinds: ['message'],
    });
    const read = async () =>
      (await readRecord(ctx, incident.ref, {})).items.map((item) => item.text);
    const narrow = {
      incident: incident.ref,
      streamId,
      from: '2026-03-02T08:01:00Z',
      until: '2026-03-02T08:03:00Z',
    };
    expect(await includeStream(ctx, narrow)).toMatchObject({ inTimeRange: 2, inStream: 4 });
    expect(await read()).toEqual(['08:01', '08:02']);
    await setClockOffset(ctx, { incident: incident.ref, sourceId, clockOffsetMs: 60_000 });
    expect(await read()).toEqual(['08:00', '08:01']);
    expect((await readRecord(ctx, incident.ref, {})).items[0]?.occurredAt).toBe(
      '2026-03-02T08:01:00.000Z',
    );
    expect((await listIncidents(ctx, {})).items[0]).toMatchObject({
      evidenceCount: 2,
      firstAt: '2026-03-02T08:01:00.000Z',
    });
    await includeStream(ctx, { incident: incident.ref, streamId, from: null, until: null });
    expect(await read()).toHaveLength(4);
    await expect(includeStream(ctx, { ...narrow, until: narrow.from })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'until' }],
    });
    expect((await kinds(incident.id)).slice(-3)).toEqual([
      'stream.time-range-changed',
      'source.clock-corrected',
      'stream.time-range-changed',
    ]);
  });

  test('include a stream of another incident, and exclude it again', async () => {
    const { items } = await makeRecord(ctx, ['shared']);
    const other = await makeIncident(ctx);
    const streamId = items[0]?.streamId ?? '';
    expect((await listSources(ctx, { incident: other.ref })).items).toMatchObject([
      { streamId, isIncluded: false, inTimeRange: 0, inStream: 1 },
    ]);
    await includeStream(ctx, { incident: other.ref, streamId });
    expect((await readRecord(ctx, other.ref, {})).items).toHaveLength(1);
    await excludeStream(ctx, { incident: other.ref, streamId });
    await expect(excludeStream(ctx, { incident: other.ref, streamId })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await readRecord(ctx, other.ref, {})).items).toEqual([]);
    const reader = world.as(world.viewer);
    await expect(includeStream(reader, { incident: other.ref, streamId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      includeStream(ctx, { incident: other.ref, streamId: getAccountId(world.editor) }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('are empty everywhere for an incident without any', async () => {
    const { ref } = await makeIncident(ctx);
    expect(await readRecord(ctx, ref, {})).toEqual({ items: [], before: null, after: null });
    expect((await listSources(ctx, { incident: ref })).items).toEqual([]);
    await importFile(ctx, { ref }, { text: messages(['one']) });
    await inviteAccount(world.as(world.admin), {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'viewer',
    });
    expect((await listActivity(ctx, {})).items.every((one) => one.incidentId !== null)).toBe(true);
    expect(
      (await listActivity(world.as(world.admin), {})).items.some(
        (one) => one.kind === 'account.invited',
      ),
    ).toBe(true);
  });
});
