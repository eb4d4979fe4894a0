import { importFile, makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  cancelImport,
  endLostImports,
  getEvidence,
  getImport,
  listImports,
  listRejections,
  readRecord,
} from './index.ts';
import { openIntake } from './intake.ts';
import { importWith, makeRecord } from './testing/test-reader.ts';
import { findWrongSummaries, readContents } from './testing/contents.ts';
import { slackHistory } from './testing/slack-history.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
});

const texts = async () =>
  (await readRecord(ctx, incident.ref, { threads: 'flat', limit: 500 })).items.map(
    (item) => item.text,
  );

describe('the import summary', () => {
  test('adds up, names each rejected record with its place, and is recorded', async () => {
    const text = `${messages(['one', 'two'])}{"at":"2026-03-02T08:09:00Z","author":"ada","text":"three"\n{"author":"ada","text":"no time"}\n[1]\n`;
    const summary = await importFile(ctx, incident, { text });
    expect(summary).toMatchObject({
      state: 'done',
      read: 5,
      imported: 2,
      duplicates: 0,
      rejected: 3,
      problem: null,
    });
    const { items } = await listRejections(ctx, { id: summary.id });
    expect(items.map((item) => item.place)).toEqual(['line 3', 'line 4', 'line 5']);
    for (const item of items) expect(item.reason).toMatch(/^[A-Z].*\.$/s);
    const first = await listRejections(ctx, { id: summary.id, limit: 2 });
    expect(
      (await listRejections(ctx, { id: summary.id, limit: 2, cursor: first.next ?? '' })).items,
    ).toEqual(items.slice(2));
    expect(await getImport(ctx, { id: summary.id })).toEqual(summary);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
    const kinds = (await listActivity(ctx, { incidentId: incident.id })).items.map(
      (activity) => activity.kind,
    );
    expect(kinds).toEqual(['import.ended', 'import.started', 'incident.declared']);
  });

  test('counts the same file as duplicates, and stores nothing', async () => {
    const text = messages(['one', 'two', 'two', 'two']);
    expect(await importFile(ctx, incident, { text })).toMatchObject({
      read: 4,
      imported: 4,
      duplicates: 0,
    });
    const before = await readContents(ctx.db);
    expect(await importFile(ctx, incident, { text })).toMatchObject({
      state: 'done',
      read: 4,
      imported: 0,
      duplicates: 4,
    });
    expect(await readContents(ctx.db)).toEqual(before);
    expect((await listImports(ctx, { incident: incident.ref })).items).toHaveLength(2);
  });

  test('counts equal records without ids separately, and a longer file adds only what is new', async () => {
    const line = '{"at":"2026-03-02T08:00:00Z","author":"pager","text":"disk full"}\n';
    expect(await importFile(ctx, incident, { text: line.repeat(3) })).toMatchObject({
      read: 3,
      imported: 3,
    });
    expect(await importFile(ctx, incident, { text: line.repeat(5) })).toMatchObject({
      read: 5,
      imported: 2,
      duplicates: 3,
    });
    expect(await texts()).toEqual(Array.from({ length: 5 }, () => 'disk full'));
  });

  test('counts a repeated id with the same text as a duplicate, with another text as a revision', async () => {
    const said = ['first', 'first', 'second', 'first'].map((text) => ({ ...makeRecord(0), text }));
    const summary = await (await importWith(ctx, incident, said)).run();
    expect(summary).toMatchObject({ read: 4, imported: 2, duplicates: 2, revised: 1 });
    const { items } = await readRecord(ctx, incident.ref, {});
    expect(items).toMatchObject([{ text: 'second', isEdited: true, revision: 2 }]);
    const full = await getEvidence(ctx, { incident: incident.ref, id: items[0]?.id ?? '' });
    expect(full.revisions.map((one) => [one.change, one.text])).toEqual([
      ['original', 'first'],
      ['revised', 'second'],
    ]);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
  });
});

describe('a later export of the same channels', () => {
  const history = slackHistory(240);

  test('adds what is new, stores edits as revisions and deleted messages as tombstones with their last text', async () => {
    const first = await importFile(ctx, incident, { name: 'earlier.zip', text: history.earlier });
    expect(first).toMatchObject({ state: 'done', rejected: 0, revised: 0, vanished: 0 });
    const second = await importFile(ctx, incident, { name: 'later.zip', text: history.later });
    expect(second).toMatchObject({ state: 'done', read: history.laterCount, rejected: 0 });
    expect(second.revised).toBeGreaterThan(0);
    expect(second.vanished).toBeGreaterThan(0);
    const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 500 });
    const deleted = items.filter((item) => item.isDeleted);
    expect(deleted).toHaveLength(second.vanished);
    for (const item of deleted) expect(item.text).toMatch(/^message \d+/);
    const edited = items.filter((item) => item.isEdited);
    expect(edited.length).toBeGreaterThan(0);
    for (const item of edited) expect(item.text).toContain('(edited)');
    const replies = items.filter((item) => item.repliesTo !== null);
    expect(replies.length).toBeGreaterThan(20);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
  });

  test('makes an older one, imported after it, change nothing', async () => {
    await importFile(ctx, incident, { name: 'earlier.zip', text: history.earlier });
    await importFile(ctx, incident, { name: 'later.zip', text: history.later });
    const before = await readContents(ctx.db);
    expect(
      await importFile(ctx, incident, { name: 'earlier.zip', text: history.earlier }),
    ).toMatchObject({ imported: 0, revised: 0, vanished: 0 });
    expect(
      await importFile(ctx, incident, { name: 'later.zip', text: history.later }),
    ).toMatchObject({ imported: 0, revised: 0, vanished: 0 });
    expect(await readContents(ctx.db)).toEqual(before);
  });
});

describe('imported content', () => {
  test('hostile text stays text', async () => {
    const hostile = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) \u202Egnp.exe';
    await importFile(ctx, incident, { text: messages([hostile]) });
    expect(await texts()).toEqual([hostile]);
  });

  test('marks NUL and half surrogate pairs, which the raw payload keeps', async () => {
    const text =
      '{"at":"2026-03-02T08:00:00Z","author":"a\\u0000da","text":"a\\u0000b \\ud800 c","extra":"\\udc00\\u0000"}\n';
    expect(await importFile(ctx, incident, { text })).toMatchObject({
      state: 'done',
      imported: 1,
      marked: 1,
    });
    const { items } = await readRecord(ctx, incident.ref, {});
    expect(items[0]?.text.isWellFormed()).toBe(true);
    expect(items[0]?.marks).toContain('mangled-text');
    const full = await getEvidence(ctx, { incident: incident.ref, id: items[0]?.id ?? '' });
    expect(full.revisions[0]?.payload).toBe(text.trim());
    expect(await importFile(ctx, incident, { text })).toMatchObject({ imported: 0, duplicates: 1 });
  });

  test('keeps times of 1970 and of the future in place and marks them', async () => {
    const rows = ['1970-01-01T00:00:10Z', '2026-03-02T08:00:00Z', '2031-01-01T00:00:00Z'].map(
      (at) => JSON.stringify({ at, author: 'ada', text: at }),
    );
    expect(await importFile(ctx, incident, { text: `${rows.join('\n')}\n` })).toMatchObject({
      imported: 3,
      marked: 2,
    });
    const { items } = await readRecord(ctx, incident.ref, {});
    expect(items.map((item) => item.marks)).toEqual([['epoch-time'], [], ['future-time']]);
  });

  test('accepts names, streams and threads of any length', async () => {
    const long = 'x'.repeat(20_000);
    const row = JSON.stringify({
      id: long,
      at: '2026-03-02T08:00:00Z',
      author: long,
      channel: long,
      thread: `${long}y`,
      text: long,
    });
    const map = 'key=id,at=at,author=author,text=text,stream=channel,thread=thread';
    expect(await importFile(ctx, incident, { text: `${row}\n`, options: { map } })).toMatchObject({
      state: 'done',
      imported: 1,
    });
    expect(await importFile(ctx, incident, { text: `${row}\n`, options: { map } })).toMatchObject({
      state: 'done',
      duplicates: 1,
    });
  });

  test('counts a line of 10 MB like any other', async () => {
    const text = `${messages(['before'])}${JSON.stringify({ at: '2026-03-02T08:30:00Z', author: 'ada', text: 'word '.repeat(2_000_000) })}\n${messages(['after'], { from: '2026-03-02T09:00:00Z' })}`;
    const summary = await importFile(ctx, incident, { text });
    expect(summary).toMatchObject({ state: 'done', read: 3 });
    expect(summary.imported + summary.rejected).toBe(3);
    expect((await texts()).at(-1)).toBe('after');
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
  });
});

describe('an incomplete import', () => {
  const many = Array.from({ length: 2_500 }, (_, index) => makeRecord(index));

  test('is canceled at its next batch, keeps what it stored, and is completed by importing again', async () => {
    const begun = await importWith(ctx, incident, many, {
      async at(index, id) {
        if (index === 1_500) await cancelImport(ctx, { id });
      },
    });
    const ended = await begun.run();
    expect(ended).toMatchObject({
      state: 'cancelled',
      read: 2_000,
      imported: 2_000,
      can: { cancel: false },
    });
    expect(ended.problem).toContain('Canceled');
    await expect(cancelImport(ctx, { id: ended.id })).rejects.toMatchObject({
      code: 'conflict',
      current: { state: 'cancelled' },
    });
    expect(await (await importWith(ctx, incident, many)).run()).toMatchObject({
      state: 'done',
      read: 2_500,
      imported: 500,
      duplicates: 2_000,
    });
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
  });

  test('is interrupted when the process stops, after complete batches', async () => {
    const stop = new AbortController();
    const begun = await importWith(ctx, incident, many, {
      at: async (index) => {
        if (index === 1_200) stop.abort();
      },
    });
    const ended = await begun.run(stop.signal);
    expect(ended).toMatchObject({ state: 'interrupted', read: 1_000, imported: 1_000 });
    const keys = (await readContents(ctx.db)).order.map((row) => JSON.stringify(row));
    expect(keys).toEqual(many.slice(0, 1_000).map((record) => JSON.stringify({ key: record.key })));
  });

  test('fails with a clear message if its reader throws, and keeps the stored batches', async () => {
    const begun = await importWith(ctx, incident, many, {
      at: async (index) => {
        if (index === 1_200) throw new Error('secret inner detail');
      },
    });
    const ended = await begun.run();
    expect(ended).toMatchObject({ state: 'failed', read: 1_000, imported: 1_000 });
    expect(ended.problem).toContain('What was stored so far is kept');
    expect(ended.problem).not.toContain('secret inner detail');
    expect(await (await importWith(ctx, incident, many)).run()).toMatchObject({
      state: 'done',
      imported: 1_500,
      duplicates: 1_000,
    });
  });

  test('counts as interrupted after a minute without a report', async () => {
    const begun = await importWith(ctx, incident, many);
    world.clock.advance(59_000);
    expect(await getImport(ctx, { id: begun.import.id })).toMatchObject({
      state: 'running',
      can: { cancel: true },
    });
    world.clock.advance(2_000);
    expect(await getImport(ctx, { id: begun.import.id })).toMatchObject({
      state: 'interrupted',
      can: { cancel: false },
    });
  });

  test('is ended by the next start of a process with exclusive access', async () => {
    const lost = await importWith(ctx, incident, many);
    const done = await importFile(ctx, incident, { text: messages(['one']) });
    world.clock.advance(5_000);
    await expect(endLostImports(world.as(world.viewer))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await endLostImports(world.as(world.operator))).toMatchObject([
      { id: lost.import.id, state: 'interrupted', endedAt: lost.import.startedAt },
    ]);
    expect(await getImport(ctx, { id: done.id })).toEqual(done);
    expect(await endLostImports(world.as(world.operator))).toEqual([]);
    expect((await listActivity(ctx, { incidentId: incident.id })).items[0]).toMatchObject({
      kind: 'import.ended',
      subjectId: lost.import.id,
    });
  });

  test('stores no half batch if it is refused half-way', async () => {
    const begun = await importWith(ctx, incident, []);
    const rows = await ctx.db
      .selectFrom('import')
      .selectAll()
      .where('id', '=', begun.import.id)
      .executeTakeFirstOrThrow();
    const source = await ctx.db
      .selectFrom('source')
      .selectAll()
      .where('id', '=', rows.source_id ?? '')
      .executeTakeFirstOrThrow();
    const row = await ctx.db
      .selectFrom('incident')
      .selectAll()
      .where('id', '=', incident.id)
      .executeTakeFirstOrThrow();
    const intake = openIntake(ctx, { row: rows, incident: row, source });
    await intake.take({ type: 'record', record: makeRecord(0) });
    await intake.take({
      type: 'record',
      record: { ...makeRecord(1), untilAt: new Date('2000-01-01T00:00:00Z') },
    });
    await expect(intake.finish()).rejects.toThrow();
    expect((await readContents(ctx.db)).items).toEqual([]);
    expect(await getImport(ctx, { id: begun.import.id })).toMatchObject({ read: 0, imported: 0 });
  });
});

describe('permission to import', () => {
  test('refuses a reader, a key without the scope and a visitor; an unknown incident is not found', async () => {
    const file = { text: messages(['one']) };
    await expect(importFile(world.as(world.viewer), incident, file)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      importFile(world.as(await world.key(['read', 'write'])), incident, file),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(importFile(world.as(world.anonymous), incident, file)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(importFile(ctx, { ref: 'INC-99' }, file)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      importFile(world.as(await world.key(['read', 'import'])), incident, file),
    ).resolves.toMatchObject({ imported: 1 });
  });

  test('refuses an empty file or an unknown format before anything is stored', async () => {
    await expect(importFile(ctx, incident, { text: '' })).rejects.toMatchObject({
      code: 'bad-file',
    });
    await expect(
      importFile(ctx, incident, { name: 'a.bin', text: new Uint8Array([0, 1, 2, 3, 255, 254]) }),
    ).rejects.toMatchObject({ code: 'bad-file' });
    expect((await listImports(ctx, { incident: incident.ref })).items).toEqual([]);
  });
});
