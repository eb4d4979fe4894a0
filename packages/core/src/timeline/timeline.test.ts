import type { Evidence, Incident, AddEvent } from '@debrief/contract';
import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Actor, Context } from '../context.ts';
import { excludeStream, listSources, readRecord, setClockOffset } from '../evidence/index.ts';
import { listPeople, mergePersons } from '../people/index.ts';
import {
  changeEvent,
  getEvent,
  listTimeline,
  mergeEvents,
  addEvent,
  removeEvent,
  splitEvent,
  undoChange,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: Incident;
let items: Evidence[];
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [
    'the broker is fine',
    'it is the alias 🚨 now',
    'fixed\nfor good',
    'thanks',
  ]));
});

const cite = (index: number, quote?: [number, number]) => ({
  evidenceId: items[index]?.id ?? '',
  ...(quote && { quoteStart: quote[0], quoteEnd: quote[1] }),
});
const titles = async (as: Context = ctx) =>
  (await listTimeline(as, { incident: incident.ref })).events.map((event) => event.title);
const add = (more: Partial<AddEvent>, as: Context = ctx) =>
  addEvent(as, { incident: incident.ref, ...more });

describe('add', () => {
  test('takes time, precision and title from the earliest citation, and is recorded', async () => {
    const change = await add({ citations: [cite(2), cite(1)] });
    expect(change.events).toMatchObject([
      {
        title: 'it is the alias 🚨 now',
        at: items[1]?.occurredAt,
        until: null,
        precision: 'exact',
        type: 'context',
        perspective: { type: 'shared' },
        isRecollection: false,
        version: 1,
      },
    ]);
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({
      id: change.activityId,
      kind: 'event.added',
      subjectId: change.events[0]?.id,
      by: { name: 'Edith' },
    });
  });

  test('takes the first line, or the quoted words; ranges count UTF-16 units', async () => {
    const text = items[1]?.text ?? '';
    const [from, until] = [text.indexOf('alias'), text.indexOf(' now')];
    const { events } = await add({ citations: [cite(1, [from, until])] });
    expect(events[0]).toMatchObject({
      title: 'alias 🚨',
      citations: [{ quote: 'alias 🚨', quoteStart: from, quoteEnd: until }],
    });
    expect((await add({ citations: [cite(2)] })).events[0]?.title).toBe('fixed');
  });

  test('creates one event for a repeated request', async () => {
    const id = randomUUID();
    const first = await add({ id, citations: [cite(0)] });
    const second = await add({ id, citations: [cite(0)] });
    expect(second).toEqual(first);
    expect(await titles()).toHaveLength(1);
    const other = await makeIncident(ctx);
    await expect(
      addEvent(ctx, { incident: other.ref, id, title: 'x', at: '2026-03-02T08:00:00Z' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('without evidence is from memory, and says whose', async () => {
    const { events } = await add({ title: 'We guessed', at: '2026-03-02T07:00:00-05:00' });
    expect(events[0]).toMatchObject({
      isRecollection: true,
      recollectionOf: 'Edith',
      at: '2026-03-02T12:00:00.000Z',
    });
    expect(
      (
        await add({
          title: 'x',
          at: '2026-03-02T07:00:00Z',
          recollectionOf: 'the on-call engineer',
        })
      ).events[0]?.recollectionOf,
    ).toBe('the on-call engineer');
    await expect(add({})).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'at' }, { at: 'title' }],
    });
  });

  test('refuses quotes past the end, evidence of another incident, and an end before the start, with the place', async () => {
    const other = await makeIncident(ctx);
    await importFile(ctx, other, {
      name: 'other.jsonl',
      text: messages(['only there']),
      options: { source: 'other' },
    });
    await expect(add({ citations: [cite(0), cite(0, [0, 999])] })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'citations.1.quoteEnd' }],
    });
    await expect(add({ citations: [cite(0, [5, 5])] })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(add({ citations: [{ evidenceId: randomUUID() }] })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'citations.0.evidenceId' }],
    });
    const [foreign] = (await readRecord(ctx, other.ref, {})).items;
    await expect(add({ citations: [{ evidenceId: foreign?.id ?? '' }] })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(
      add({ title: 'x', at: '2026-03-02T08:00:00Z', until: '2026-03-02T07:00:00Z' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'until' }],
    });
    expect(await titles()).toEqual([]);
  });

  test('accepts only the perspective of a person in the incident', async () => {
    const [person] = (await listPeople(ctx, { incident: incident.ref })).participants;
    const { events } = await add({
      citations: [cite(0)],
      perspective: { type: 'person', personId: person?.personId ?? '' },
    });
    expect(events[0]).toMatchObject({ perspectiveName: 'ada' });
    await expect(
      add({ citations: [cite(0)], perspective: { type: 'person', personId: randomUUID() } }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'perspective.personId' }],
    });
    expect(
      (await add({ citations: [cite(0)], perspective: { type: 'team', team: 'search' } })).events[0]
        ?.perspectiveName,
    ).toBe('search');
  });

  test('uses the corrected time of its source', async () => {
    const [entry] = (await listSources(ctx, { incident: incident.ref })).items;
    await setClockOffset(ctx, {
      incident: incident.ref,
      sourceId: entry?.sourceId ?? '',
      clockOffsetMs: 90_000,
    });
    const { events } = await add({ citations: [cite(0)] });
    expect(Date.parse(events[0]?.at ?? '') - Date.parse(items[0]?.occurredAt ?? '')).toBe(90_000);
  });
});

describe('change', () => {
  test('any part; the rest stays, and citations keep their ids', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 2));
    const { events } = await changeEvent(ctx, {
      id: event.id,
      version: 1,
      title: 'New title',
      type: 'repair',
      citations: [cite(1), cite(2)],
    });
    expect(events[0]).toMatchObject({
      title: 'New title',
      type: 'repair',
      at: event.at,
      version: 2,
      updatedBy: { name: 'Edith' },
    });
    expect(events[0]?.citations[0]?.id).toBe(event.citations[1]?.id);
    const cleared = await changeEvent(ctx, { id: event.id, version: 2, citations: [] });
    expect(cleared.events[0]).toMatchObject({ isRecollection: true, recollectionOf: 'Edith' });
  });

  test('to an event that someone else changed is a conflict with the current event', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    await changeEvent(world.as(world.admin), { id: event.id, version: 1, title: 'Theirs' });
    await expect(
      changeEvent(ctx, { id: event.id, version: 1, title: 'Mine' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { title: 'Theirs', version: 2 },
    });
    expect(await titles()).toEqual(['Theirs']);
  });

  test('of two at once has one winner', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    const both = await Promise.allSettled(
      ['one', 'two'].map((title) => changeEvent(ctx, { id: event.id, version: 1, title })),
    );
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('keeps a citation whose stream is excluded, and the perspective of a merged person', async () => {
    await importFile(ctx, incident, {
      name: 'b.jsonl',
      text: messages(['hm'], { author: 'ada l' }),
      options: { source: 'b' },
    });
    const people = (await listPeople(ctx, { incident: incident.ref })).participants;
    const [ada, other] = ['ada', 'ada l'].map(
      (name) => people.find((person) => person.name === name)?.personId ?? '',
    );
    const { events } = await add({
      citations: [cite(0)],
      perspective: { type: 'person', personId: other ?? '' },
    });
    await mergePersons(ctx, { incident: incident.ref, into: ada ?? '', from: other ?? '' });
    const [entry] = (await listSources(ctx, { incident: incident.ref })).items.filter(
      (one) => one.streamId === items[0]?.streamId,
    );
    await excludeStream(ctx, { incident: incident.ref, streamId: entry?.streamId ?? '' });
    const id = events[0]?.id ?? '';
    const changed = await changeEvent(ctx, {
      id,
      version: 1,
      title: 'Still cited',
      citations: [cite(0)],
      perspective: { type: 'person', personId: other ?? '' },
    });
    expect(changed.events[0]).toMatchObject({
      title: 'Still cited',
      perspectiveName: 'ada',
      citations: [{ quote: 'the broker is fine' }],
    });
    await expect(add({ citations: [cite(1)] })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('remove, merge and split', () => {
  test('a removed event is gone from the timeline, and its version must match', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    await expect(removeEvent(ctx, { id: event.id, version: 7 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await removeEvent(ctx, { id: event.id, version: 1 })).toMatchObject({
      events: [],
      removed: [event.id],
    });
    await expect(getEvent(ctx, { id: event.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(removeEvent(ctx, { id: event.id, version: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await titles()).toEqual([]);
  });

  test('merging keeps the earliest start, the latest end, every text and every citation once', async () => {
    const first = await makeEvent(ctx, incident, items.slice(1, 3), { title: 'First', text: 'a' });
    const second = await makeEvent(ctx, incident, items.slice(0, 2), {
      title: 'Second',
      until: '2026-03-02T10:00:00Z',
    });
    const { events, removed } = await mergeEvents(ctx, {
      incident: incident.ref,
      events: [first, second].map(({ id, version }) => ({ id, version })),
    });
    expect(removed).toEqual([second.id]);
    expect(events).toMatchObject([
      {
        id: first.id,
        title: 'First',
        text: 'a\n\nSecond',
        at: items[0]?.occurredAt,
        until: '2026-03-02T10:00:00.000Z',
      },
    ]);
    expect(events[0]?.citations.map((one) => one.evidenceId).toSorted()).toEqual(
      items
        .slice(0, 3)
        .map((item) => item.id)
        .toSorted(),
    );
    const twice = [
      { id: first.id, version: 2 },
      { id: first.id, version: 2 },
    ];
    await expect(mergeEvents(ctx, { incident: incident.ref, events: twice })).rejects.toMatchObject(
      { code: 'invalid' },
    );
  });

  test('splitting moves citations into an event that starts at the first of them', async () => {
    const event = await makeEvent(ctx, incident, items, { title: 'All' });
    const moved = event.citations.filter((one) =>
      [items[2]?.id, items[3]?.id].includes(one.evidenceId),
    );
    const { events } = await splitEvent(ctx, {
      id: event.id,
      version: 1,
      citationIds: moved.map((one) => one.id),
    });
    expect(events.map((one) => [one.title, one.citations.length])).toEqual([
      ['All', 2],
      ['fixed', 2],
    ]);
    expect(events[1]?.at).toBe(items[2]?.occurredAt);
    const rest = events[0]?.citations.map((one) => one.id) ?? [];
    await expect(
      splitEvent(ctx, { id: event.id, version: 2, citationIds: rest }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      splitEvent(ctx, { id: event.id, version: 2, citationIds: [moved[0]?.id ?? ''] }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('undo', () => {
  const view = async () =>
    (await listTimeline(ctx, { incident: incident.ref })).events.map(
      ({ version: _, updatedAt: __, ...event }) => event,
    );

  test('undoes several changes, newest first, down to the empty timeline', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 2), { title: 'One' });
    await changeEvent(ctx, { id: event.id, version: 1, title: 'Changed' });
    await removeEvent(ctx, { id: event.id, version: 2 });
    const titles = async () =>
      (await listTimeline(ctx, { incident: incident.ref })).events.map(
        (one) => `${one.title} ${one.citations.length}`,
      );
    const undoLast = async () => {
      const { lastChange } = await listTimeline(ctx, { incident: incident.ref });
      await undoChange(ctx, { activityId: lastChange?.activityId ?? '' });
      return titles();
    };
    expect(await undoLast()).toEqual(['Changed 2']);
    expect(await undoLast()).toEqual(['One 2']);
    expect(await undoLast()).toEqual([]);
    expect((await listTimeline(ctx, { incident: incident.ref })).lastChange).toBeNull();
  });

  test.each(['added', 'changed', 'removed', 'merged', 'split'] as const)(
    'undoes what was %s, redoes it, and undoes it once more',
    async (kind) => {
      const one = await makeEvent(ctx, incident, items.slice(0, 3), { title: 'One' });
      const two = await makeEvent(ctx, incident, items.slice(1, 2), { title: 'Two' });
      const before = await view();
      const change = await {
        added: () => add({ citations: [cite(3)] }),
        changed: () =>
          changeEvent(ctx, { id: one.id, version: 1, title: 'Changed', citations: [cite(3)] }),
        removed: () => removeEvent(ctx, { id: one.id, version: 1 }),
        merged: () =>
          mergeEvents(ctx, {
            incident: incident.ref,
            events: [one, two].map(({ id, version }) => ({ id, version })),
          }),
        split: () =>
          splitEvent(ctx, {
            id: one.id,
            version: 1,
            citationIds: one.citations.slice(1).map((citation) => citation.id),
          }),
      }[kind]();
      const after = await view();
      expect(after).not.toEqual(before);
      const undone = await undoChange(ctx, { activityId: change.activityId });
      expect(await view()).toEqual(before);
      await expect(undoChange(ctx, { activityId: change.activityId })).rejects.toMatchObject({
        code: 'conflict',
      });
      const redone = await undoChange(ctx, { activityId: undone.activityId });
      expect(await view()).toEqual(after);
      await undoChange(ctx, { activityId: redone.activityId });
      expect(await view()).toEqual(before);
    },
  );

  test("is only for the actor's own changes, until someone builds on them", async () => {
    const { events, activityId } = await add({ citations: [cite(0)] });
    await expect(undoChange(world.as(world.admin), { activityId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(undoChange(world.as(world.viewer), { activityId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await changeEvent(world.as(world.admin), {
      id: events[0]?.id ?? '',
      version: 1,
      title: 'Gone on',
    });
    await expect(undoChange(ctx, { activityId })).rejects.toMatchObject({
      code: 'conflict',
      current: { title: 'Gone on' },
    });
    expect(await titles()).toEqual(['Gone on']);
  });

  test("is offered for the actor's newest active change", async () => {
    const readLastChange = async (as: Context) =>
      (await listTimeline(as, { incident: incident.ref })).lastChange;
    expect(await readLastChange(ctx)).toBeNull();
    const first = await add({ title: 'First', at: '2026-03-02T08:00:00Z' });
    const second = await add({ title: 'Second', at: '2026-03-02T08:00:00Z' });
    expect(await readLastChange(ctx)).toEqual({
      activityId: second.activityId,
      what: 'added the event “Second”',
    });
    expect(await readLastChange(world.as(world.admin))).toBeNull();
    await undoChange(ctx, { activityId: second.activityId });
    expect(await readLastChange(ctx)).toMatchObject({ activityId: first.activityId });
  });

  test('of anything except a timeline change is not found', async () => {
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items.filter(
      (one) => one.kind === 'import.ended',
    );
    await expect(undoChange(ctx, { activityId: activity?.id ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(undoChange(ctx, { activityId: '99999' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('permissions for a timeline', () => {
  test('editors, and keys with the scope, can change it; readers cannot', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    const may: [Actor, string | null][] = [
      [world.viewer, 'forbidden'],
      [await world.key(['read', 'import']), 'forbidden'],
      [await world.key(['read', 'write']), null],
      [world.admin, null],
    ];
    for (const [actor, code] of may) {
      const as = world.as(actor);
      const { version, can } = await getEvent(as, { id: event.id });
      expect(can.change).toBe(code === null);
      const tries = [
        () => changeEvent(as, { id: event.id, version, title: 'x' }),
        () => add({ citations: [cite(0)] }, as),
      ];
      for (const attempt of tries) {
        if (code === null) await expect(attempt()).resolves.toBeDefined();
        else await expect(attempt()).rejects.toMatchObject({ code });
      }
    }
    await expect(getEvent(world.as(world.anonymous), { id: event.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
