import { readFile } from 'node:fs/promises';
import {
  importBundleText,
  importFile,
  importReportText,
  makeIncident,
  testWorld,
} from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listSources, makeIncidentPrivate, readRecord, setClockOffset } from '../evidence/index.ts';
import { redactEvidence } from '../redaction/index.ts';
import { addEvent } from '../timeline/index.ts';
import { checkReport } from './index.ts';
import { checkText, smallRecord } from './testing/check-text.ts';

const sample = new URL('../../../../demo/sample/finished.bundle.jsonl', import.meta.url);
const second = new URL('./testing/second-report.md', import.meta.url);

type Check = Awaited<ReturnType<typeof checkText>>;
const results = (check: Check) =>
  check.claims.map(({ text, verdict, message }) => [text, verdict, message]);
const wrong = (check: Check) =>
  check.claims.filter(({ verdict }) => verdict !== 'found' && verdict !== 'unclear');

test('the sample report, its published version and a report by someone else agree with the record', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await importBundleText(ctx, await readFile(sample, 'utf8'));
  for (const version of [undefined, 1]) {
    const own = await checkReport(ctx, { incident: ref, version });
    expect(wrong(own)).toEqual([]);
    expect(own.counts.found).toBeGreaterThan(36);
    expect(own.counts.unclear).toBeLessThan(3);
    expect(own.claims.every(({ place }) => place !== null)).toBe(true);
  }
  const other = await checkText(ctx, ref, await readFile(second, 'utf8'));
  expect(wrong(other)).toEqual([]);
  expect(other.counts.found).toBeGreaterThan(59);
  expect(new Set(other.claims.map(({ kind }) => kind)).size).toBe(8);
  const quote = other.claims.find(({ text }) => text === 'I SEE THE MUG');
  expect(quote?.nearest).toMatchObject({
    author: 'Jonah Pettibone',
    at: '2022-12-06T19:36:07.433Z',
  });
});

test('a time, number, version and host that differ from the record are named with the evidence', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await smallRecord(ctx);
  const right = await checkText(
    ctx,
    ref,
    'On 2 March 2026 at 08:00 the disk of db-07 was full. 412 writes were lost. Storage 2.3.1 was deployed at 08:09, and writes worked again.',
  );
  expect(right.claims.map(({ verdict }) => verdict)).toEqual(Array(5).fill('found'));
  expect(right.notes).toEqual(['Times without a zone are read as UTC, the zone of the incident.']);
  expect(right.claims[0]).toMatchObject({ line: 1, column: 4, endColumn: 25 });
  const off = await checkText(
    ctx,
    ref,
    'On 2 March 2026 at 08:12 the disk of db-09 was full. 418 writes were lost. Storage 2.4.0 was deployed at 08:09, and writes worked again.',
  );
  expect(results(off)).toEqual([
    ['2 March 2026 at 08:12', 'later', '12 min later than the record shows'],
    ['db-09', 'differs', 'The record says db-07'],
    ['418', 'differs', 'The record says 412 writes'],
    ['2.4.0', 'differs', 'The record says 2.3.1'],
    ['08:09', 'found', 'In the record at this time'],
  ]);
  expect(off.claims[2]?.nearest).toMatchObject({ author: 'ben', quoteStart: 17, quoteEnd: 20 });
});

test('minutes: each speaker is separate, nicknames are names, and a repeated time is right', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { zone: 'UTC' });
  const said = [
    ['2026-03-02T08:00:00Z', 'Ada_Byron_', 'the weekly call for storage is at 4PM EST.'],
    ['2026-03-02T08:01:00Z', 'scribe', 'Ada_Byron_: I can write the runbook for db-07'],
    ['2026-03-02T08:02:00Z', 'Ben_Cole', 'https://example.com/issues/7'],
    ['2026-03-02T08:03:00Z', 'Ben_Cole', 'the dashboards of storage are ready'],
  ];
  const lines = said.map(([at, author, text]) => JSON.stringify({ at, author, text }));
  await importFile(ctx, incident, { name: 'chat.jsonl', text: lines.join('\n') });
  const minutes = `Ada Byron: The weekly call for storage is at 4PM EST.
Ada Byron: I can write the runbook for db-07
Ben Cole: https://example.com/issues/7
Ada Byron: +1
Ben Cole: The dashboards of storage are ready`;
  const check = await checkText(ctx, incident.ref, minutes, { name: 'minutes.txt' });
  expect(wrong(check)).toEqual([]);
  expect(check.claims.filter(({ kind }) => kind === 'person')).toHaveLength(5);
  expect(results(check)).toContainEqual(['4PM EST', 'found', 'The record names this time']);
});

test('a corrected clock moves the record, and an unclear zone is said to be unclear', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await smallRecord(ctx);
  const report = 'At 08:00 UTC on 2 March 2026 the disk of db-07 was full.';
  const inZone = await checkText(ctx, ref, report);
  expect(inZone).toMatchObject({ counts: { found: 2 }, notes: [] });
  const [source] = (await listSources(ctx, { incident: ref })).items;
  await setClockOffset(ctx, {
    incident: ref,
    sourceId: source?.sourceId ?? '',
    clockOffsetMs: 180_000,
  });
  expect(results(await checkText(ctx, ref, report))[0]).toEqual([
    '08:00 UTC on 2 March 2026',
    'differs',
    '3 min earlier than the record shows',
  ]);
  const unclear = await checkText(
    ctx,
    ref,
    'At 08:03 CAST on 2 March 2026 the disk of db-07 was full.',
  );
  expect(unclear.claims.every(({ verdict }) => verdict !== 'differs')).toBe(true);
});

test('a status update is compared with what was known when it was written', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await smallRecord(ctx);
  const { items } = await readRecord(ctx, ref, {});
  await addEvent(ctx, {
    incident: ref,
    title: 'Storage 2.3.1 deployed, writes work',
    citations: items.slice(2).map(({ id }) => ({ evidenceId: id })),
  });
  const report =
    'Ada saw at 08:00 on 2 March 2026 that the disk of db-07 was full. Storage 2.3.1 was deployed at 08:09, and writes worked again.';
  const later = await checkText(ctx, ref, report);
  expect(wrong(later)).toEqual([]);
  for (const knownAt of ['2026-03-02T08:05:00Z', '2026-03-02T09:05:00+01:00']) {
    const check = await checkText(ctx, ref, report, { knownAt });
    expect(check.items).toBe(2);
    expect(results(check)).toEqual([
      ['Ada', 'found', 'In the record'],
      ['08:00 on 2 March 2026', 'found', 'In the record at this time'],
      ['db-07', 'found', 'In the record'],
      ['2.3.1', 'not-found', 'Not in the record'],
      ['08:09', 'unclear', 'Nothing in the record is clearly about this sentence'],
    ]);
    expect(check.notes[0]).toContain('known at 2 Mar 2026, 08:05');
  }
});

test('a report that was imported as evidence does not prove itself', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await smallRecord(ctx);
  const text =
    '# Report\n\nThe cache of the mail gateway was cleared by hand. It then lost 9,731 letters in a row. Nobody saw it before the next morning came.\n';
  const { evidenceId } = await importReportText(ctx, incident, text);
  for (const check of [
    await checkText(ctx, incident.ref, text),
    await checkReport(ctx, { incident: incident.ref, evidence: evidenceId }),
  ]) {
    expect(results(check)).toEqual([['9,731', 'not-found', 'Not in the record']]);
    expect(check.notes.join(' ')).toContain('was not used');
  }
});

test('redacted words are neither found nor shown, and someone outside finds no incident', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await smallRecord(ctx);
  const report = 'At 08:04 on 2 March 2026, ben wrote “412 writes were lost” about db-07.';
  expect((await checkText(ctx, incident.ref, report)).counts['not-found']).toBe(0);
  const [, item] = (await readRecord(ctx, incident.ref, {})).items;
  const start = item?.text.indexOf('412 writes') ?? 0;
  await redactEvidence(world.as(world.admin), {
    incident: incident.ref,
    id: item?.id ?? '',
    start,
    end: start + '412 writes'.length,
    kind: 'other',
    reason: 'a number',
  });
  const check = await checkText(ctx, incident.ref, report);
  expect(check.claims.find(({ kind }) => kind === 'quote')?.verdict).not.toBe('found');
  expect(JSON.stringify(check.claims.map(({ nearest }) => nearest))).not.toContain('412');
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outside = world.as(world.outsider);
  await expect(checkText(outside, incident.ref, report)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(checkReport(outside, { incident: incident.ref })).rejects.toMatchObject({
    code: 'not-found',
  });
  const { ref: other } = await makeIncident(ctx);
  await expect(
    checkReport(ctx, { incident: other, evidence: item?.id ?? '' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('empty, large and unreadable reports end well', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await smallRecord(ctx);
  await expect(checkText(ctx, ref, '')).rejects.toMatchObject({ code: 'bad-file' });
  await expect(checkText(ctx, ref, 'x '.repeat(300_000))).rejects.toMatchObject({
    code: 'too-large',
  });
  expect((await checkReport(ctx, { incident: ref })).claims).toEqual([]);
  await expect(checkReport(ctx, { incident: ref, zone: 'Mars' })).rejects.toMatchObject({
    code: 'invalid',
  });
  const many = await checkText(ctx, ref, '12 writes were lost. '.repeat(6_000));
  expect(many.claims).toHaveLength(5_000);
  expect(many.notes.join(' ')).toContain('Only the first 5,000 claims');
});
