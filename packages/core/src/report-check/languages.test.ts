import { importFile, makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { checkText, smallRecord } from './testing/check-text.ts';

const notRead = 'Not checked: numbers and durations are compared in English only';

async function prepare() {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await smallRecord(ctx);
  return async (text: string) => {
    const { claims, notes } = await checkText(ctx, ref, text);
    return { notes, results: claims.map((one) => [one.kind, one.text, one.verdict, one.message]) };
  };
}

test('German: times and quotes are compared, and numbers with commas are not checked', async () => {
  const check = await prepare();
  const { results, notes } = await check(`# Ausfall von db-07 am 02.03.2026

Gegen 8.00 Uhr war die disk von db-07 full, und die writes schlugen mit 3,5 % fehl. Um 08.04 Uhr schrieb Ben „restarted db-07, 412 writes were lost“. Es gingen 1.412 writes in 12 Minuten verloren, und das war nicht gut.`);
  expect(results).toEqual([
    ['host', 'db-07', 'found', 'In the record'],
    ['time', '02.03.2026', 'found', 'In the record at this time'],
    ['time', '8.00 Uhr', 'found', 'In the record at this time'],
    ['host', 'db-07', 'found', 'In the record'],
    ['number', '3,5 %', 'unclear', notRead],
    ['time', '08.04 Uhr', 'found', 'In the record at this time'],
    ['person', 'Ben', 'found', 'In the record'],
    ['quote', 'restarted db-07, 412 writes were lost', 'found', 'In the record, word for word'],
    ['number', '1.412', 'unclear', notRead],
    ['number', '12', 'unclear', notRead],
  ]);
  expect(notes.join(' ')).toContain('not in English');
});

test('Japanese: full-width digits, times without spaces and corner brackets are read', async () => {
  const check = await prepare();
  const { results } = await check(
    '２０２６年３月２日０８時００分にdb-07の disk が full になり、writes が fail した。08時04分にbenが「restarted db-07, 412 writes were lost」と書いた。エラーは３，５００件だった。',
  );
  expect(results).toEqual([
    ['time', '２０２６年３月２日０８時００分', 'found', 'In the record at this time'],
    ['host', 'db-07', 'found', 'In the record'],
    ['time', '08時04分', 'found', 'In the record at this time'],
    ['quote', 'restarted db-07, 412 writes were lost', 'found', 'In the record, word for word'],
    ['number', '３，５００', 'unclear', notRead],
  ]);
});

test('a host, commit or version in a record of Japanese text is found without spaces', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { zone: 'UTC' });
  const said = [
    ['2026-03-02T08:00:00Z', 'Ada', 'サーバーdb-07が停止しました'],
    ['2026-03-02T08:09:00Z', 'Ada', 'storage 2.3.1を8f3c1d07abに戻しました'],
  ];
  const lines = said.map(([at, author, text]) => JSON.stringify({ at, author, text }));
  await importFile(ctx, incident, { name: 'call.jsonl', text: lines.join('\n') });
  const text = 'サーバーdb-07が停止した。storage 2.3.1を8f3c1d07abに戻した。原因はdb-09だった。';
  const { claims } = await checkText(ctx, incident.ref, text, { name: 'report.md' });
  expect(claims.map((one) => [one.kind, one.text, one.verdict])).toEqual([
    ['host', 'db-07', 'found'],
    ['version', '2.3.1', 'found'],
    ['commit', '8f3c1d07ab', 'found'],
    ['host', 'db-09', 'not-found'],
  ]);
});

/** In the form of the summary that Zoom's AI Companion sends after a meeting; the words are invented. */
const summary = `Meeting summary for Storage outage call (03/02/2026)

Quick recap

Ada reported that the disk of db-07 was full at 08:00 UTC and writes failed. Ben restarted db-07, and 421 writes were lost.

Next steps

- Ada to deploy storage 2.4.1

Summary

Recovery of storage

Ada said "writes work again" at 08:09 UTC after storage 2.3.1 was deployed.
`;

test('a summary by a meeting assistant: what it got wrong is named', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { zone: 'UTC' });
  const said = [
    ['2026-03-02T08:00:00Z', 'Ada', 'disk of db-07 is full, writes fail'],
    ['2026-03-02T08:04:30Z', 'Ben', 'restarted db-07, 412 writes were lost'],
    ['2026-03-02T08:09:00Z', 'Ada', 'writes work again, deployed storage 2.3.1'],
  ];
  const lines = said.map(([at, author, text]) => JSON.stringify({ at, author, text }));
  await importFile(ctx, incident, { name: 'call.jsonl', text: lines.join('\n') });
  const { claims } = await checkText(ctx, incident.ref, summary, { name: 'summary.txt' });
  const wrong = claims.filter(({ verdict }) => verdict !== 'found' && verdict !== 'unclear');
  expect(wrong.map(({ text, message }) => [text, message])).toEqual([
    ['421', 'The record says 412 writes'],
    ['2.4.1', 'The record says 2.3.1'],
  ]);
  expect(claims.filter(({ verdict }) => verdict === 'found').length).toBeGreaterThan(8);
});
