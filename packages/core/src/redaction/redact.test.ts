import type { Evidence } from '@debrief/contract';
import {
  exportBundle,
  importBundleText,
  importFile,
  importReportText,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { addFinding, listInvestigation, undoInvestigationChange } from '../investigation/index.ts';
import {
  makeIncidentPrivate,
  includeStream,
  getEvidence,
  listImports,
  listRejections,
  listSources,
  readRecord,
} from '../evidence/index.ts';
import { listTimeline, removeEvent, undoChange } from '../timeline/index.ts';
import { readReport } from '../report/index.ts';
import { previewRedaction, redactEvidence } from './redact.ts';

const secret = 'hunter2!';
const said = `the password is ${secret} for db1`;
const mask = '█'.repeat(secret.length);

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [said, 'thanks', `> ${said}`, 'unrelated']));
});

const first = () => items[0]?.id ?? '';
const place = { start: said.indexOf(secret), end: said.indexOf(secret) + secret.length };
const redact = (more: object = {}) =>
  redactEvidence(ctx, {
    incident: incident.ref,
    id: first(),
    ...place,
    kind: 'secret',
    reason: 'A password was pasted',
    ...more,
  });
const texts = async () => (await readRecord(ctx, incident.ref, {})).items.map((item) => item.text);

describe('redacting a part of an item', () => {
  test('masks the words and keeps the offsets; who, when and why stay', async () => {
    const { evidence, items: count } = await redact();
    expect(count).toBe(1);
    expect(evidence).toMatchObject({
      text: `the password is ${mask} for db1`,
      redactions: [
        {
          kind: 'secret',
          reason: 'A password was pasted',
          by: { name: 'Edith' },
          at: world.clock.now().toISOString(),
        },
      ],
    });
    const full = await getEvidence(ctx, { incident: incident.ref, id: first() });
    expect(full.revisions).toMatchObject([{ payload: '', payloadEncoding: 'utf8' }]);
    expect(
      (await readRecord(ctx, incident.ref, { text: 'hunter2' })).items.map((item) => item.text),
    ).toEqual([`> ${said}`]);
    expect((await readRecord(ctx, incident.ref, { text: 'password db1' })).items).toHaveLength(2);
  });

  test('is recorded without the words', async () => {
    await redact();
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({
      kind: 'evidence.redacted',
      subjectId: items[0]?.itemId,
      after: { kind: 'secret', reason: 'A password was pasted', items: 1 },
    });
    expect(JSON.stringify(activity)).not.toContain('hunter2');
  });

  test('previews what else contains the words, and masks them everywhere on request', async () => {
    const preview = () => previewRedaction(ctx, { incident: incident.ref, id: first(), ...place });
    expect(await preview()).toEqual({
      revisions: 1,
      isLookedFor: true,
      otherItems: 1,
      written: 0,
      reportSections: 0,
    });
    const { items: count } = await redact({ everywhere: true });
    expect(count).toBe(2);
    expect(await texts()).toEqual([
      `the password is ${mask} for db1`,
      'thanks',
      `> the password is ${mask} for db1`,
      'unrelated',
    ]);
    await expect(preview()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('masks every revision, and a later one shows only what was visible before', async () => {
    const createKeyed = (text: string) =>
      `${JSON.stringify({ id: 'k1', at: '2026-03-02T07:00:00Z', author: 'ada', text, token: secret })}\n`;
    const bring = (text: string) =>
      importFile(ctx, incident, {
        name: 'keyed.jsonl',
        text: createKeyed(text),
        options: { map: 'key=id' },
      });
    await bring(`use ${secret} now`);
    await bring(`please use ${secret} now`);
    const [item] = (await readRecord(ctx, incident.ref, {})).items;
    expect(item?.details.fields).toEqual({ token: secret });
    await redactEvidence(ctx, {
      incident: incident.ref,
      id: item?.id ?? '',
      start: 11,
      end: 11 + secret.length,
      kind: 'secret',
      reason: 'pasted',
    });
    const readShown = async () =>
      (await getEvidence(ctx, { incident: incident.ref, id: item?.id ?? '' })).revisions.map(
        (revision) => revision.text,
      );
    expect(await readShown()).toEqual([`use ${mask} now`, `please use ${mask} now`]);
    // Importing the same export again restores nothing, and an edited one shows no more than
    // before.
    expect(await bring(`please use ${secret} now`)).toMatchObject({ imported: 0, duplicates: 1 });
    expect(await bring(`please use ${secret}${secret} now`)).toMatchObject({
      imported: 1,
      revised: 1,
    });
    expect(await bring(`it was ${secret}`)).toMatchObject({ imported: 1 });
    expect(await readShown()).toEqual([
      `use ${mask} now`,
      `please use ${mask} now`,
      `please use ${mask}${mask} now`,
      '█'.repeat(15),
    ]);
    const full = await getEvidence(ctx, { incident: incident.ref, id: item?.id ?? '' });
    expect(full.evidence.details).toEqual({});
    expect(full.revisions.map((revision) => revision.payload)).toEqual(['', '', '', '']);
  });

  test('masks rejected records', async () => {
    await importFile(ctx, incident, {
      name: 'bad.jsonl',
      text: `{"text": "${said}", "at": \n${messages(['fine'])}`,
    });
    await redact();
    const [newest] = (await listImports(ctx, { incident: incident.ref })).items;
    const rejected = await listRejections(ctx, { id: newest?.id ?? '' });
    expect(rejected.items[0]?.excerpt).toContain(`the password is ${mask}`);
  });

  test('refuses a reason that repeats the words, an invalid part, and the same part twice', async () => {
    await expect(redact({ reason: `because of HUNTER2!` })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'reason' }],
    });
    await expect(redact({ end: 400 })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'end' }],
    });
    await expect(redact({ start: 3, end: 4 })).rejects.toMatchObject({ code: 'invalid' });
    await expect(redact({ start: 4, end: undefined })).rejects.toMatchObject({ code: 'invalid' });
    await redact();
    await expect(redact()).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('redacting a full item', () => {
  const whole = () => redact({ start: undefined, end: undefined, kind: 'personal-data' });

  test('masks all of its text, once', async () => {
    const { evidence } = await whole();
    expect(evidence.text).toBe('█'.repeat(said.length));
    expect(evidence.details).toEqual({});
    await expect(whole()).rejects.toMatchObject({
      code: 'conflict',
      message: 'Edith already redacted this text.',
    });
    expect(
      (
        await redactEvidence(ctx, {
          incident: incident.ref,
          id: items[1]?.id ?? '',
          kind: 'other',
          reason: 'x',
        })
      ).evidence.text,
    ).toBe('██████');
  });

  test('masks the title that an event copied, in the timeline, its history and undo', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    const other = await makeEvent(ctx, incident, items.slice(0, 1), {
      title: 'A password was pasted',
    });
    expect(event.title).toBe(said);
    const removed = await removeEvent(ctx, { id: event.id, version: 1 });
    await whole();
    await undoChange(ctx, { activityId: removed.activityId });
    const { events } = await listTimeline(ctx, { incident: incident.ref });
    expect(new Map(events.map((one) => [one.id, one.title]))).toEqual(
      new Map([
        [event.id, '█'.repeat(said.length)],
        [other.id, 'A password was pasted'],
      ]),
    );
    expect(events[0]?.citations).toMatchObject([
      { redacted: 'personal-data', quote: '█'.repeat(said.length) },
    ]);
    expect(JSON.stringify(await listActivity(ctx, { incidentId: incident.id }))).not.toContain(
      'hunter2',
    );
  });
});

test('keeps what people wrote, unless requested', async () => {
  const change = await addFinding(ctx, {
    type: 'hypothesis',
    incident: incident.ref,
    statement: `Somebody used ${secret}`,
    citations: [{ evidenceId: first() }],
  });
  await redact();
  const statement = async () =>
    (await listInvestigation(ctx, { incident: incident.ref })).findings[0]?.statement;
  expect(await statement()).toBe(`Somebody used ${secret}`);
  const other = {
    incident: incident.ref,
    id: items[2]?.id ?? '',
    start: place.start + 2,
    end: place.end + 2,
  };
  expect(await previewRedaction(ctx, other)).toMatchObject({ written: 1, otherItems: 0 });
  await redactEvidence(ctx, { ...other, kind: 'secret', reason: 'A password', alsoWritten: true });
  expect(await statement()).toBe(`Somebody used ${mask}`);
  expect(JSON.stringify(await listActivity(ctx, { incidentId: incident.id }))).not.toContain(
    'hunter2',
  );
  // History and finding agree, so that undo still works.
  expect(
    (await undoInvestigationChange(ctx, { activityId: change.activityId })).removed,
  ).toHaveLength(1);
});

test('readers see that it is gone and cannot redact; outsiders find nothing', async () => {
  await redact();
  const reader = world.as(world.viewer);
  expect((await readRecord(reader, incident.ref, {})).items[0]?.redactions).toHaveLength(1);
  const input = { incident: incident.ref, id: items[2]?.id ?? '' };
  await expect(
    redactEvidence(reader, { ...input, kind: 'other', reason: 'x' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(previewRedaction(reader, input)).rejects.toMatchObject({ code: 'forbidden' });
  const other = await makeIncident(ctx);
  await expect(
    redactEvidence(ctx, { ...input, incident: other.ref, kind: 'other', reason: 'x' }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  await expect(
    redactEvidence(world.as(world.outsider), { ...input, kind: 'other', reason: 'x' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('of two people who redact the same words, one succeeds and the other gets a conflict', async () => {
  const both = await Promise.allSettled([redact(), redact()]);
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
});

test('the database lets only a redaction change evidence, and only its words', async () => {
  const refused = expect.objectContaining({
    message: expect.stringContaining('never changed or removed'),
  });
  await expect(sql`update evidence set text = 'x'`.execute(ctx.db)).rejects.toEqual(refused);
  await redact();
  await expect(sql`update evidence set text = 'x'`.execute(ctx.db)).rejects.toEqual(refused);
  await expect(sql`update redaction set reason = 'x'`.execute(ctx.db)).rejects.toEqual(refused);
  const inOne = ctx.db.transaction().execute(async (db) => {
    await sql`select set_config('debrief.redaction', id::text, true) from redaction`.execute(db);
    await sql`update evidence set key = 'x'`.execute(db);
  });
  await expect(inOne).rejects.toEqual(refused);
});

test('two incidents with the same stream both lose the words, and both record it', async () => {
  const other = await makeIncident(ctx, { title: 'The same channel' });
  const [stream] = (await listSources(ctx, { incident: incident.ref })).items;
  await includeStream(ctx, { incident: other.ref, streamId: stream?.streamId ?? '' });
  const event = await makeEvent(ctx, other, items.slice(0, 1));
  await makeIncidentPrivate(ctx, { incident: other.ref, version: 1 });
  await redactEvidence(world.as(world.outsider), {
    incident: incident.ref,
    id: first(),
    ...place,
    kind: 'secret',
    reason: 'pasted',
  });
  for (const id of [incident.id, other.id]) {
    const [newest] = (await listActivity(ctx, { incidentId: id })).items;
    expect(newest).toMatchObject({
      kind: 'evidence.redacted',
      subjectId: items[0]?.itemId,
      by: { name: 'Otto' },
    });
  }
  const { events } = await listTimeline(ctx, { incident: other.ref });
  expect(events).toMatchObject([{ id: event.id, title: `the password is ${mask} for db1` }]);
});

test('an imported report is also masked if its document is redacted in another incident', async () => {
  const text = `# Outage\n\n## What happened\n\nOn 2 March, ${said}.\n`;
  await importReportText(ctx, incident, text);
  const other = await makeIncident(ctx, { title: 'The same report' });
  const { items: sources } = await listSources(ctx, { incident: incident.ref });
  const stream = sources.find(({ streamName }) => streamName === 'report.md');
  await includeStream(ctx, { incident: other.ref, streamId: stream?.streamId ?? '' });
  const [document] = (await readRecord(ctx, other.ref, {})).items;
  const start = document?.text.indexOf(secret) ?? -1;
  const draft = async () => JSON.stringify(await readReport(ctx, { incident: incident.ref }));
  expect(await draft()).toContain(said);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  // Someone who can't see the incident with the report.
  await redactEvidence(world.as(world.outsider), {
    incident: other.ref,
    id: document?.id ?? '',
    start,
    end: start + secret.length,
    kind: 'secret',
    reason: 'pasted',
  });
  expect(await draft()).not.toContain(secret);
  expect(await draft()).toContain(`the password is ${mask} for db1`);
  const kept = await sql<{ row: string }>`
    select encode(state, 'escape') as row from report union all select encode(update, 'escape') from report_update`.execute(
    ctx.db,
  );
  expect(kept.rows.map(({ row }) => row).join()).not.toContain(secret);
});

test('words of an item deleted at its source are selected in its last text', async () => {
  const createKeyed = (text: string, more: object = {}) =>
    `${JSON.stringify({ id: 'k1', at: '2026-03-02T07:00:00Z', author: 'ada', text, ...more })}\n`;
  await importFile(ctx, incident, {
    name: 'keyed.jsonl',
    text: createKeyed(`now ${secret}`),
    options: { map: 'key=id' },
  });
  const [item] = (await readRecord(ctx, incident.ref, {})).items;
  const imported = (await listImports(ctx, { incident: incident.ref })).items[0];
  // As the import of a complete export leaves it.
  await sql`insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, recorded_at, precision, is_bot, text, details, marks, payload,
      payload_encoding, content_hash)
    select ${ctx.ids.next()}::uuid, item_id, stream_id, ${imported?.id ?? ''}::uuid, key, 2, id, 'deleted', kind, occurred_at, recorded_at, precision, is_bot, '', details, marks, '', 'utf8', 'vanished'
    from evidence where id = ${item?.id ?? ''}::uuid`.execute(ctx.db);
  const [gone] = (await readRecord(ctx, incident.ref, {})).items;
  expect(gone).toMatchObject({ isDeleted: true, text: `now ${secret}` });
  const { evidence } = await redactEvidence(ctx, {
    incident: incident.ref,
    id: gone?.id ?? '',
    start: 4,
    end: 4 + secret.length,
    kind: 'secret',
    reason: 'x',
  });
  expect(evidence).toMatchObject({ isDeleted: true, text: `now ${mask}` });
});

test('a bundle contains the redaction: after its import, the source’s own export restores nothing', async () => {
  await redact({ everywhere: true });
  const bundle = await exportBundle(ctx, incident.ref);
  expect(bundle).not.toContain('hunter2');
  const elsewhere = await testWorld();
  const there = elsewhere.as(elsewhere.editor);
  const here = await importBundleText(there, bundle);
  const again = { text: messages([said, 'thanks', `> ${said}`, 'unrelated']) };
  expect(await importFile(there, here, again)).toMatchObject({ imported: 0, duplicates: 4 });
  const [item] = (await readRecord(there, here.ref, {})).items;
  expect(item).toMatchObject({
    text: `the password is ${mask} for db1`,
    redactions: [{ kind: 'secret', by: { name: 'Edith' } }],
  });
  expect(await exportBundle(there, here.ref)).not.toContain('hunter2');
});
