import type { Evidence } from '@debrief/contract';
import {
  everyRow,
  exportBundle,
  importBundleText,
  importFile,
  importReportText,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  times,
  type World,
} from '@debrief/testkit';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { addComment } from '../comment/index.ts';
import type { Context } from '../context.ts';
import { deleteIncident } from '../delete-incident/index.ts';
import {
  getEvidence,
  listImports,
  listRejections,
  makeIncidentPrivate,
  readRecord,
  verifyEvidence,
} from '../evidence/index.ts';
import { createInboundEndpoint, createReceiver, readDelivery } from '../inbound/index.ts';
import { addFinding } from '../investigation/index.ts';
import { listPeople } from '../people/index.ts';
import { publishVersion, writeSections } from '../report/index.ts';
import { listTimeline, removeEvent, undoChange } from '../timeline/index.ts';
import { redactEvidence } from './redact.ts';
import { listRemovals, previewRemoval, removeEvidence, runRemovalJob } from './index.ts';

const said = 'the patient Quixotrope was told at noon';
const reason = 'Erasure request of 2 March';
const never = new AbortController().signal;

let world: World;
let ctx: Context;
let admin: Context;
let incident: { id: string; ref: string };
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  admin = world.as(world.admin);
  ({ incident, items } = await makeRecord(ctx, [said, 'thanks a lot', 'unrelated words']));
});

const first = () => items[0]?.id ?? '';
const remove = (more: object = { item: first() }, by = admin) =>
  removeEvidence(by, { incident: incident.ref, reason, ...more });
const record = async (by = ctx) => (await readRecord(by, incident.ref, {})).items;
const findWord = async (word = 'quixotrope') =>
  (await everyRow(world.store))
    .filter((row) => row.toLowerCase().includes(word))
    .map((row) => row.slice(0, 200));
const problems = async () =>
  (await verifyEvidence(ctx, { incident: incident.ref })).problems.map((one) => one.kind);

describe('removing an item', () => {
  test('leaves a tombstone with hash, who, when and why, and nothing of the item', async () => {
    const before = await getEvidence(ctx, { incident: incident.ref, id: first() });
    expect(await remove()).toMatchObject({ of: 'item', items: 1, reason, by: { name: 'Olga' } });
    expect(await findWord()).toEqual([]);
    const after = await getEvidence(ctx, { incident: incident.ref, id: first() });
    expect(after.revisions.map((one) => [one.contentHash, one.payload])).toEqual([
      [before.revisions[0]?.contentHash, ''],
    ]);
    expect(after.evidence).toMatchObject({
      author: null,
      details: {},
      redactions: [{ kind: 'removed', reason, at: world.clock.now().toISOString() }],
    });
    expect(await record()).toHaveLength(3);
    expect(await problems()).toEqual([]);
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({ kind: 'evidence.removed', after: { reason, items: 1 } });
    expect(await listRemovals(admin, { incident: incident.ref })).toMatchObject({
      items: [{ of: 'item', items: 1, endedAt: world.clock.now().toISOString() }],
    });
  });

  test('previews what cites it', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    const preview = await previewRemoval(admin, { incident: incident.ref, item: first() });
    expect(preview).toEqual({
      items: 1,
      citations: 1,
      citedBy: [{ kind: 'event', id: event.id, incident: incident.ref, title: said }],
      reports: [],
      alsoIn: [],
    });
  });

  test('removes copies, also from history and undo', async () => {
    const event = await makeEvent(ctx, incident, items.slice(0, 1));
    const removed = await removeEvent(ctx, { id: event.id, version: 1 });
    await remove();
    await undoChange(ctx, { activityId: removed.activityId });
    expect(await findWord()).toEqual([]);
    const [shown] = (await listTimeline(ctx, { incident: incident.ref })).events;
    expect(shown).toMatchObject({
      title: 'Removed for a legal reason',
      citations: [{ redacted: 'removed' }],
    });
  });

  test('removes what a redaction has left, once', async () => {
    const part = { start: 0, end: 11, kind: 'other' as const, reason: 'x' };
    await redactEvidence(ctx, { incident: incident.ref, id: first(), ...part });
    await remove();
    expect(await findWord()).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ code: 'conflict' });
    const whole = { incident: incident.ref, id: first(), kind: 'other' as const, reason: 'x' };
    await expect(redactEvidence(ctx, whole)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('refuses a reason that repeats the text, and two scopes at once', async () => {
    const repeats = { item: first(), reason: `because of: ${said}` };
    await expect(remove(repeats)).rejects.toMatchObject({ issues: [{ at: 'reason' }] });
    await expect(remove({ item: first(), person: first() })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(remove({})).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is for admins; outsiders find nothing', async () => {
    await expect(remove(undefined, ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(undefined, world.as(world.viewer))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const input = { incident: incident.ref, item: first() };
    await expect(previewRemoval(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listRemovals(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    for (const call of [
      () => remove(undefined, world.as(world.outsider)),
      () => previewRemoval(world.as(world.outsider), input),
      () => listRemovals(world.as(world.outsider), input),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' });
    const other = await makeIncident(ctx);
    await expect(remove({ incident: other.ref, item: first() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('of two at once, one succeeds', async () => {
    const both = await Promise.allSettled([remove(), remove()]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('the database lets only a removal take the author', async () => {
    const refused = { message: expect.stringContaining('never changed or removed') };
    await redactEvidence(ctx, {
      incident: incident.ref,
      id: items[1]?.id ?? '',
      kind: 'other',
      reason: 'x',
    });
    const inOne = ctx.db.transaction().execute(async (db) => {
      await sql`select set_config('debrief.redaction', id::text, true) from redaction`.execute(db);
      await sql`update evidence set identity_id = null`.execute(db);
    });
    await expect(inOne).rejects.toMatchObject(refused);
  });
});

describe('importing again', () => {
  const again = { text: messages([said, 'thanks a lot', 'unrelated words', 'something new']) };

  test('restores nothing, and the summary says so', async () => {
    await remove();
    expect(await importFile(ctx, incident, again)).toMatchObject({
      read: 4,
      imported: 1,
      duplicates: 2,
      withheld: 1,
    });
    const more = messages([said, 'thanks a lot', 'one', 'two']);
    const renamed = await importFile(ctx, incident, { text: more, name: 'other.jsonl' });
    expect(renamed).toMatchObject({ read: 4, imported: 3, withheld: 1 });
    expect(await findWord()).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  test('withholds a changed record with the same id', async () => {
    const options = { map: 'key=id' };
    const line = (text: string) =>
      `${JSON.stringify({ id: 'k1', at: '2026-03-02T07:00:00Z', author: 'ada', text })}\n`;
    await importFile(ctx, incident, { name: 'k.jsonl', text: line(said), options });
    const [keyed] = await record();
    await remove({ item: keyed?.id ?? '' });
    const edited = { name: 'k.jsonl', text: line(`${said}, again`), options };
    expect(await importFile(ctx, incident, edited)).toMatchObject({ imported: 0, withheld: 1 });
    expect((await record())[0]).toMatchObject({ revision: 1, redactions: [{ kind: 'removed' }] });
  });

  test('says nothing of a private incident to those outside', async () => {
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    await remove(undefined, world.as(world.operator));
    const other = await makeIncident(world.as(world.outsider));
    const summary = await importFile(world.as(world.outsider), other, again);
    expect(summary).toMatchObject({ imported: 4, withheld: 0 });
  });

  test('a delivery that repeats it is not kept, nor the body of one that did', async () => {
    const source = 'generic';
    const endpoint = { incident: incident.ref, source, name: 'Ops' } as const;
    const token = (await createInboundEndpoint(ctx, endpoint)).path.split('/').at(-1) ?? '';
    const receiver = createReceiver(world.as({ type: 'anonymous' }));
    const send = async (records: object[]) => {
      const at = await receiver.endpointAt(source, token);
      await receiver.receive(at, {
        body: Buffer.from(JSON.stringify(records)),
        headers: new Headers(),
        token,
        fetchText: () => Promise.reject(new Error('not needed')),
      });
      const waiting = await sql<{ id: string }>`
        select id from inbound_delivery where state = 'received'`.execute(ctx.db);
      for (const { id } of waiting.rows) await readDelivery(ctx, { deliveryId: id });
    };
    const one = { time: '2026-03-02T10:00:00Z', text: 'Zephyrine was admitted', actor: 'bo' };
    await send([one, { text: 'no time' }]);
    expect(await findWord('zephyrine')).not.toEqual([]);
    const sent = (await record()).find((item) => item.text.includes('Zephyrine'));
    await remove({ item: sent?.id ?? '' });
    expect(await findWord('zephyrine')).toEqual([]);
    await send([one, { text: 'no time either' }]);
    expect(await findWord('zephyrine')).toEqual([]);
  });

  test('a bundle contains the tombstone only, and an older one is refused', async () => {
    const old = await exportBundle(ctx, incident.ref);
    await remove();
    const bundle = await exportBundle(ctx, incident.ref);
    expect(bundle.toLowerCase()).not.toContain('quixotrope');
    await expect(importBundleText(admin, old)).rejects.toMatchObject({ code: 'conflict' });
    await deleteIncident(admin, { incident: incident.ref, title: 'Search shows no results' });
    await expect(importBundleText(admin, old)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('removed here'),
    });
    expect(await findWord()).toEqual([]);
    incident = await importBundleText(admin, bundle);
    expect((await record(admin))[0]).toMatchObject({ redactions: [{ kind: 'removed' }] });
    expect(await importFile(admin, incident, again)).toMatchObject({ withheld: 1 });
    expect(await findWord()).toEqual([]);
  });
});

describe('removing all of a person or an import', () => {
  test('removes what the person wrote in the incident, and their reactions to it', async () => {
    const other = { text: messages(['from Bo'], { author: 'bo', from: '2026-03-02T09:00:00Z' }) };
    await importFile(ctx, incident, other);
    const { participants } = await listPeople(ctx, { incident: incident.ref });
    const ada = participants.find((one) => one.name === 'ada')?.personId ?? '';
    expect(await previewRemoval(admin, { incident: incident.ref, person: ada })).toMatchObject({
      items: 3,
    });
    expect(await remove({ person: ada })).toMatchObject({ of: 'person', items: 3 });
    expect((await record()).map((one) => one.author?.name ?? null)).toEqual([
      null,
      null,
      null,
      'bo',
    ]);
    expect(await findWord('unrelated words')).toEqual([]);
  });

  test('removes what an import contained, also duplicates and rejected records', async () => {
    const text = `${messages([said, 'only in this file'])}{"text": "Quixotrope, without a time"}\n`;
    await importFile(ctx, incident, { text });
    const [newest] = (await listImports(ctx, { incident: incident.ref })).items;
    expect(await remove({ import: newest?.id ?? '' })).toMatchObject({ of: 'import', items: 2 });
    expect(await findWord()).toEqual([]);
    expect(await findWord('only in this file')).toEqual([]);
    expect(await findWord('unrelated')).not.toEqual([]);
    const rejected = await listRejections(ctx, { id: newest?.id ?? '' });
    expect(rejected.items).toMatchObject([{ excerpt: '', reason: 'Removed for a legal reason.' }]);
    expect(await problems()).toEqual([]);
  });

  test('continues in the background, in bounded batches, and safely twice at once', async () => {
    const many = times(430, (index) => `Zanzibar ${index}`);
    await importFile(ctx, incident, { name: 'many.jsonl', text: messages(many) });
    const [newest] = (await listImports(ctx, { incident: incident.ref })).items;
    const started = await remove({ import: newest?.id ?? '' });
    expect(started).toMatchObject({ items: 200, endedAt: null });
    const system = world.as({ type: 'system', name: 'Debrief' });
    await Promise.all(times(2, () => runRemovalJob(system, { removalId: started.id }, never)));
    await runRemovalJob(system, { removalId: started.id }, never);
    expect(await findWord('zanzibar')).toEqual([]);
    const { items: removals } = await listRemovals(admin, { incident: incident.ref });
    expect(removals).toMatchObject([{ items: 430, by: { name: 'Olga' } }]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from redaction`.execute(
      ctx.db,
    );
    expect(rows).toEqual([{ n: 430 }]);
    expect(await problems()).toEqual([]);
  });
});

/** A word that is nowhere else. */
const word = (item: number, part: string) => `zq${part}${String(item).padStart(4, '0')}qz`;

test('after random removals no table contains a word of a removed item, and the rest is intact', async () => {
  const count = 32;
  const isChosen = fc.sample(fc.boolean(), { seed: 20_261_130, numRuns: count });
  const line = (item: number, edition: string) =>
    JSON.stringify({
      id: `k${item}`,
      at: new Date(Date.parse('2026-03-01T08:00:00Z') + item * 60_000).toISOString(),
      author: item % 5 === 0 ? 'bo' : 'ada',
      text: `${word(item, 'a')} ${edition} ${word(item, 'b')}`,
      note: word(item, 'c'),
      link: `https://x.example/${word(item, 'd')}`,
      nested: { deep: [word(item, 'e')] },
    });
  const bring = async (edition: string) =>
    importFile(admin, incident, {
      name: 'fuzz.jsonl',
      text: `${times(count, (item) => line(item, edition)).join('\n')}\n`,
      options: { map: 'key=id' },
    });
  await bring('one');
  await bring('two');
  await importReportText(
    admin,
    incident,
    `# Report\n\n## Summary\n\n${word(9_000, 'a')} was lost\n\n## Timeline\n\n- 2026-03-01 10:05 UTC ${word(9_000, 'b')}\n`,
  );
  const all = (await readRecord(ctx, incident.ref, { limit: 500 })).items;
  const byNumber = new Map(
    all.flatMap((item) => {
      const number = /zq[ab](\d{4})qz/.exec(item.text)?.[1];
      return number === undefined ? [] : [[Number(number), item] as const];
    }),
  );
  expect(byNumber.size).toBe(count + 1);
  for (const [number, item] of byNumber) {
    if (number % 4 === 1) await makeEvent(ctx, incident, [item]);
    if (number % 4 === 2)
      await addFinding(ctx, {
        type: 'hypothesis',
        incident: incident.ref,
        statement: item.text,
        citations: [{ evidenceId: item.id, quoteStart: 0, quoteEnd: 9 }],
      });
    if (number % 4 === 3)
      await addComment(ctx, {
        incident: incident.ref,
        target: { kind: 'evidence', id: item.itemId },
        text: 'Is this right?',
      });
  }
  const cite = (item: Evidence) => ({
    type: 'cite' as const,
    attrs: { target: 'evidence' as const, targetId: item.id, quoteStart: null, quoteEnd: null },
  });
  const { state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [
          {
            type: 'live',
            attrs: { id: ctx.ids.next(), kind: 'timeline', from: null, until: null, ids: null },
          },
          { type: 'paragraph', content: [...byNumber.values()].map(cite) },
        ],
      },
    ],
  });
  await publishVersion(ctx, { incident: incident.ref, state });
  const removed = [...byNumber].filter(([number]) => number === 9_000 || isChosen[number]);
  for (const [, item] of removed) await remove({ item: item.id });
  const rows = await everyRow(world.store);
  for (const [number] of byNumber) {
    const isGone = removed.some(([one]) => one === number);
    const found = new Set(
      rows.flatMap((row) =>
        ['a', 'b', 'c', 'd', 'e'].some((part) => row.includes(word(number, part)))
          ? [row.split(' ')[0]]
          : [],
      ),
    );
    if (isGone) expect([number, ...found]).toEqual([number]);
    else expect([...found]).toContain('evidence');
  }
  expect(await problems()).toEqual([]);
  const again = await bring('three');
  const gone = removed.filter(([number]) => number < count).length;
  expect(again).toMatchObject({ withheld: gone, imported: count - gone });
  const later = await everyRow(world.store);
  for (const [number] of removed)
    expect(later.filter((row) => row.includes(word(number, 'b')))).toEqual([]);
});
