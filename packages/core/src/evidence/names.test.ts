import { importFile, makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { readRecord } from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const byAddress =
  '{"timestamp":"2026-03-02T08:02:11Z","sender_email":"mara@corp.example","content":"one"}\n';
const byName =
  '{"timestamp":"2026-03-02T08:05:11Z","author":"Mara Iwu","author_email":"mara@corp.example","content":"two"}\n';

test.each([
  ['the address first', [byAddress, byName]],
  ['the name first', [byName, byAddress]],
])('shows a person by name whichever file comes first: %s', async (_, texts) => {
  const incident = await makeIncident(ctx);
  for (const text of texts) await importFile(ctx, incident, { text });
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 10 });
  expect(items.map((item) => item.author?.name)).toEqual(['Mara Iwu', 'Mara Iwu']);
});

test('reads the same bytes under another name as duplicates', async () => {
  const incident = await makeIncident(ctx);
  const text = `${byAddress}${byName}`;
  expect(await importFile(ctx, incident, { name: 'alerts.jsonl', text })).toMatchObject({
    imported: 2,
    duplicates: 0,
  });
  expect(await importFile(ctx, incident, { name: 'alerts (1).jsonl', text })).toMatchObject({
    imported: 0,
    duplicates: 2,
  });
  const other = await makeIncident(ctx);
  expect(await importFile(ctx, other, { name: 'alerts (1).jsonl', text })).toMatchObject({
    imported: 2,
    duplicates: 0,
  });
});

test('a longer copy of a file, under another name, is imported with a word about it', async () => {
  const incident = await makeIncident(ctx);
  const texts = ['full', 'still full', 'full', 'better'];
  await importFile(ctx, incident, { name: 'alerts.jsonl', text: messages(texts) });
  const longer = { name: 'alerts (1).jsonl', text: messages([...texts, 'fine']) };
  const copy = await importFile(ctx, incident, longer);
  expect(copy).toMatchObject({ state: 'done', imported: 5 });
  expect(copy.problem).toBe(
    '4 of 5 different items are also in “alerts.jsonl”. If this is the same source, undo this import.',
  );
  const host = { name: 'host-2.jsonl', text: messages(['full', 'disk', 'memory', 'network']) };
  expect((await importFile(ctx, incident, host)).problem).toBeNull();
  const other = await makeIncident(ctx);
  expect((await importFile(ctx, other, longer)).problem).toBeNull();
});

test('the same file, read with another zone or mapping, is imported with a word about it', async () => {
  const incident = await makeIncident(ctx);
  const rows = ['one', 'two', 'three'].map((text, at) => `2026-03-02 08:0${at}:00,${text},x${at}`);
  const file = { name: 'pages.csv', text: `time,message,note\n${rows.join('\n')}\n` };
  const map = 'at=time,text=message';
  const first = await importFile(ctx, incident, { ...file, options: { zone: 'UTC', map } });
  expect(first).toMatchObject({ imported: 3, problem: null });
  const berlin = { zone: 'Europe/Berlin', map };
  const second = await importFile(ctx, incident, { ...file, options: berlin });
  expect(second).toMatchObject({ state: 'done', imported: 3 });
  expect(second.problem).toBe(
    '3 of 3 items are also in an earlier import of “pages.csv”, at other times. If those times were wrong, undo that import.',
  );
  const noted = { zone: 'UTC', map: 'at=time,text=note' };
  const third = await importFile(ctx, incident, { ...file, options: noted });
  expect(third.problem).toContain('3 of 3 items are also in an earlier import of “pages.csv”');
  expect((await importFile(ctx, incident, { ...file, options: berlin })).problem).toBeNull();
  const other = await makeIncident(ctx);
  expect((await importFile(ctx, other, { ...file, options: berlin })).problem).toBeNull();
});

test('reads the encoding that is named, when a file is imported', async () => {
  const incident = await makeIncident(ctx);
  const start = Buffer.from('time,text\n2026-03-02T08:00:00Z,');
  const text = Buffer.concat([start, Buffer.from('cfc6c6ccc1cace0a', 'hex')]);
  await importFile(ctx, incident, { name: 'a.csv', text, options: { encoding: 'koi8-r' } });
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 10 });
  expect(items.map((item) => [item.text, item.marks])).toEqual([['оффлайн', []]]);
});

test('of a long file, only the first items are compared with an earlier import of it', async () => {
  const incident = await makeIncident(ctx);
  const start = Date.parse('2026-03-02T08:00:00Z');
  const rows = Array.from(
    { length: 1_200 },
    (_, at) =>
      `${new Date(start + at * 1_000).toISOString().slice(0, 19).replace('T', ' ')},row ${at}`,
  );
  const file = { name: 'long.csv', text: `time,message\n${rows.join('\n')}\n` };
  await importFile(ctx, incident, { ...file, options: { zone: 'UTC' } });
  const second = await importFile(ctx, incident, { ...file, options: { zone: 'Europe/Berlin' } });
  expect(second.problem).toBe(
    '1,000 of the first 1,000 items are also in an earlier import of “long.csv”, at other times. If those times were wrong, undo that import.',
  );
});
