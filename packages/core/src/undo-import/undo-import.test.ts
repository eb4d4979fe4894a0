import {
  importFile,
  importReportText,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { DomainError, type Import, type Incident, type Inline } from '@debrief/contract';
import { createZip } from '@debrief/readers/testing';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context, NewJob } from '../context.ts';
import {
  getImport,
  listImports,
  listRejections,
  listSources,
  readRecord,
  verifyEvidence,
} from '../evidence/index.ts';
import { createInboundEndpoint, createReceiver, readDelivery } from '../inbound/index.ts';
import { redactEvidence } from '../redaction/index.ts';
import { writeSections } from '../report/index.ts';
import { removeEvent, undoChange } from '../timeline/index.ts';
import { previewUndo, runUndoJob, undoImport } from './index.ts';

let world: World;
let ctx: Context;
let added: NewJob[] = [];
beforeEach(async () => {
  world = await testWorld();
  added = [];
  const jobs = { add: async (_: unknown, job: NewJob) => void added.push(job) };
  ctx = { ...world.as(world.editor), jobs };
});

const texts = async (incident: Incident) =>
  (await readRecord(ctx, incident.ref, { threads: 'flat', limit: 500 })).items.map(
    (item) => item.text,
  );
const never = new AbortController().signal;
async function undo(id: string): Promise<Import | null> {
  expect(await undoImport(ctx, { id })).toMatchObject({ state: 'undoing' });
  return runUndoJob(
    { ...ctx, actor: { type: 'system', name: 'Debrief' } },
    { importId: id },
    never,
  );
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

test('an import is undone completely, with its rejections and its stream, and can be repeated', async () => {
  const incident = await makeIncident(ctx);
  const text = `${messages(['one', 'two'])}{"author":"ada","text":"no time"}\n`;
  const first = await importFile(ctx, incident, { text });
  expect(first.can).toMatchObject({ undo: true });
  expect(await previewUndo(ctx, { id: first.id })).toEqual({
    removes: 2,
    stays: 0,
    citedBy: [],
    alsoIn: [],
  });
  expect(await undo(first.id)).toMatchObject({ state: 'undone', removed: 2, can: { undo: false } });
  expect(added.filter((job) => job.kind !== 'secrets.find')).toMatchObject([
    { kind: 'import.undo', data: { importId: first.id } },
  ]);
  expect(await texts(incident)).toEqual([]);
  expect((await listRejections(ctx, { id: first.id })).items).toEqual([]);
  expect((await listSources(ctx, { incident: incident.ref })).items).toEqual([]);
  const kinds = (await listActivity(ctx, { incidentId: incident.id })).items.map((one) => one.kind);
  expect(kinds.slice(0, 2)).toEqual(['import.undone', 'import.undo-asked']);
  expect(await code(undoImport(ctx, { id: first.id }))).toBe('conflict');
  expect(await importFile(ctx, incident, { text })).toMatchObject({ imported: 2, duplicates: 0 });
});

test('cited items stay, are listed, and are removed by a second undo', async () => {
  const { incident, items } = await makeRecord(ctx, ['one', 'two', 'three']);
  const event = await makeEvent(ctx, incident, items.slice(0, 1), { title: 'It began' });
  const id = await onlyImport(incident);
  expect(await previewUndo(ctx, { id })).toMatchObject({
    removes: 2,
    stays: 1,
    citedBy: [{ kind: 'event', id: event.id, incident: incident.ref, title: 'It began' }],
  });
  expect(await undo(id)).toMatchObject({ removed: 2, can: { undo: true } });
  expect(await texts(incident)).toEqual(['one']);
});

test('the citations of a removed event can still be restored', async () => {
  const { incident, items } = await makeRecord(ctx, ['one', 'two']);
  const event = await makeEvent(ctx, incident, items.slice(0, 1));
  const removed = await removeEvent(ctx, { id: event.id, version: event.version });
  await undo(await onlyImport(incident));
  expect(await texts(incident)).toEqual(['one']);
  await undoChange(ctx, { activityId: removed.activityId });
});

test('items of another import also stay, until that one is undone', async () => {
  const incident = await makeIncident(ctx);
  const first = await importFile(ctx, incident, { text: messages(['one', 'two']) });
  const second = await importFile(ctx, incident, { text: messages(['one', 'two', 'three']) });
  expect(second).toMatchObject({ imported: 1, duplicates: 2 });
  expect(await undo(first.id)).toMatchObject({ removed: 0 });
  expect(await texts(incident)).toEqual(['one', 'two', 'three']);
  expect(await undo(second.id)).toMatchObject({ removed: 1 });
  expect(await undo(first.id)).toMatchObject({ removed: 2 });
  expect(await texts(incident)).toEqual([]);
});

test('a revised item reads as before; the revision is kept while it is still revised', async () => {
  const incident = await makeIncident(ctx);
  const bring = (text: string) =>
    importFile(ctx, incident, {
      text: `${JSON.stringify({ id: 'k', at: '2026-03-02T07:00:00Z', text })}\n`,
      options: { map: 'key=id' },
    });
  const [first, second] = [await bring('before'), await bring('after')];
  expect(second).toMatchObject({ revised: 1 });
  expect(await undo(first.id)).toMatchObject({ removed: 0 });
  expect(await undo(second.id)).toMatchObject({ removed: 1 });
  expect(await texts(incident)).toEqual(['before']);
});

test('items that a report cites, a suggestion quotes or a redaction affected stay', async () => {
  const { incident, items } = await makeRecord(ctx, ['one', 'two', 'password x1y2z3']);
  const [cited, , secret] = items;
  const cite: Inline = {
    type: 'cite',
    attrs: { target: 'evidence', targetId: cited?.id ?? '', quoteStart: null, quoteEnd: null },
  };
  await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      { how: 'replace', kind: 'summary', blocks: [{ type: 'paragraph', content: [cite] }] },
    ],
  });
  await redactEvidence(ctx, {
    incident: incident.ref,
    id: secret?.id ?? '',
    kind: 'secret',
    reason: 'pasted',
  });
  expect(await undo(await onlyImport(incident))).toMatchObject({ removed: 1 });
  const report = await importReportText(
    ctx,
    incident,
    '# Down\n\n## Timeline\n\n- 2026-03-02 08:00 UTC: it began\n',
  );
  expect(report.suggestions).toBeGreaterThan(0);
  expect(await previewUndo(ctx, { id: report.importId })).toMatchObject({ removes: 0, stays: 1 });
});

test('an outsider finds nothing, a viewer is refused, and a hidden incident is not named', async () => {
  const { incident, items } = await makeRecord(ctx, ['one', 'two'], { visibility: 'private' });
  const id = await onlyImport(incident);
  const outsider = world.as(world.outsider);
  for (const verb of [previewUndo, undoImport])
    expect(await code(verb(outsider, { id }))).toBe('not-found');
  expect((await getImport(ctx, { id })).state).toBe('done');
  const open = await makeRecord(ctx, ['shared']);
  const openId = await onlyImport(open.incident);
  for (const verb of [previewUndo, undoImport])
    expect(await code(verb(world.as(world.viewer), { id: openId }))).toBe('forbidden');
  expect(items).toHaveLength(2);
});

test('evidence is removed in no other way', async () => {
  const { incident } = await makeRecord(ctx, ['one']);
  await expect(sql`delete from evidence`.execute(ctx.db)).rejects.toThrow(
    /never changed or removed/,
  );
  expect(await texts(incident)).toEqual(['one']);
});

async function onlyImport(incident: Incident): Promise<string> {
  const row = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('incident_id', '=', incident.id)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

test('an archive and a delivery are undone entirely, and the same delivery stays known', async () => {
  const incident = await makeIncident(ctx);
  const zip = createZip([
    { name: 'a.jsonl', content: messages(['one', 'two']) },
    { name: 'inner/b.jsonl', content: messages(['three']) },
  ]);
  const archive = await importFile(ctx, incident, { name: 'all.zip', text: zip });
  const made = await createInboundEndpoint(ctx, {
    incident: incident.ref,
    name: 'Bot',
    source: 'generic',
  });
  const token = made.path.split('/').at(-1) ?? '';
  const outside = { ...ctx, actor: { type: 'anonymous' as const } };
  const body = Buffer.from('{"time":"2026-03-02T08:00:00Z","text":"Deploy 41 is out"}');
  const deliver = async () => {
    const receiver = createReceiver(outside);
    const endpoint = await receiver.endpointAt('generic', token);
    const fetchText = () => Promise.reject(new Error('not needed'));
    const sent = { headers: new Headers(), body, token, fetchText };
    return receiver.receive(endpoint, sent);
  };
  const { id: deliveryId } = await deliver();
  const system = { ...ctx, actor: { type: 'system' as const, name: 'Debrief' } };
  await readDelivery(system, { deliveryId: deliveryId ?? '' });
  expect((await texts(incident)).toSorted()).toEqual(['Deploy 41 is out', 'one', 'three', 'two']);
  const { items } = await listImports(ctx, { incident: incident.ref });
  const delivered = items.find((one) => one.id !== archive.id);
  expect(await undo(archive.id)).toMatchObject({ state: 'undone', removed: 3 });
  expect(await undo(delivered?.id ?? '')).toMatchObject({ state: 'undone', removed: 1 });
  expect(await texts(incident)).toEqual([]);
  expect(await deliver()).toEqual({ id: deliveryId, isDuplicate: true });
  expect(await verifyEvidence(ctx, { incident: incident.ref })).toMatchObject({
    items: 0,
    removed: 4,
    problems: [],
  });
});
