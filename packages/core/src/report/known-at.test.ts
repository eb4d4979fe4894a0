import { readFile } from 'node:fs/promises';
import type { Incident } from '@debrief/contract';
import {
  isKnown,
  listMoments,
  maskEvents,
  maskFindings,
  resolveMilestoneKnown,
} from '@debrief/rules/known';
import { clockText, dateText } from '@debrief/rules/time';
import { importBundleText, testWorld } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { exportIncident } from '../bundle/index.ts';
import type { Context } from '../context.ts';
import { readRecord } from '../evidence/index.ts';
import { listInvestigation } from '../investigation/index.ts';
import { listMilestones, listTimeline } from '../timeline/index.ts';
import { exportVersion, openVersion, publishVersion, readReadiness, readReport } from './index.ts';

const sample = new URL('../../../../demo/sample/finished.bundle.jsonl', import.meta.url);
let ctx: Context;
let incident: Incident;
beforeEach(async () => {
  const world = await testWorld();
  ctx = world.as(world.editor);
  incident = await importBundleText(ctx, await readFile(sample, 'utf8'));
});

async function readMoments() {
  const of = { incident: incident.ref };
  const { events } = await listTimeline(ctx, of);
  const { findings } = await listInvestigation(ctx, of);
  const { milestones } = await listMilestones(ctx, of);
  return { moments: listMoments({ events, findings, milestones }), events, findings, milestones };
}

async function readFileText({ chunks }: { chunks: AsyncIterable<string> }): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

test('each marked minute of the sample shows what became known then, and nothing later', async () => {
  const { moments, events, findings, milestones: all } = await readMoments();
  const lines: string[] = [];
  let before = new Map<string, string>();
  for (const { atMs } of moments) {
    const knownAt = new Date(atMs).toISOString();
    const milestones = all.filter((one) => isKnown(resolveMilestoneKnown(one, events), atMs));
    const shown = new Map([
      ...maskEvents(events, atMs).map((one): [string, string] => [one.id, `event: ${one.title}`]),
      ...maskFindings(findings, atMs).map((one): [string, string] => [
        one.id,
        `${one.type}${one.type === 'hypothesis' ? ` (${one.status})` : ''}: ${one.statement}`,
      ]),
      ...milestones.map((one): [string, string] => [one.kind, `milestone: ${one.kind}`]),
    ]);
    const hidden = [...events, ...findings].filter(
      ({ knownSince }) => !isKnown(knownSince.at, atMs),
    );
    for (const { id } of hidden) expect(shown.has(id)).toBe(false);
    expect(shown.size).toBe(events.length + findings.length - hidden.length + milestones.length);
    for (const id of before.keys()) expect(shown.has(id)).toBe(true);
    const fresh = [...shown]
      .filter(([id, text]) => before.get(id) !== text)
      .map(([, text]) => text);
    lines.push(
      `${dateText(knownAt, incident.zone)}, ${clockText(knownAt, incident.zone)}`,
      ...fresh.toSorted().map((text) => `  ${text}`),
    );
    before = shown;
  }
  expect(before.size).toBeGreaterThan(40);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('testing/known-at-sample.txt');
});

test('no export contains a byte of what was not known', async () => {
  const { events, findings } = await readMoments();
  const detected = events.find(({ title }) => title.startsWith('Support pages search'));
  const knownAt = detected?.knownSince.at ?? '';
  const t = Date.parse(knownAt);
  const of = { incident: incident.ref, knownAt };
  const later = [
    ...events.filter(({ knownSince }) => !isKnown(knownSince.at, t)).map(({ title }) => title),
    ...findings
      .filter(({ knownSince }) => !isKnown(knownSince.at, t))
      .map(({ statement }) => statement),
  ];
  expect(later.length).toBeGreaterThan(20);
  const { items } = await readRecord(ctx, incident.ref, {
    threads: 'flat',
    from: knownAt,
    limit: 500,
  });
  const said = items
    .filter((item) => !isKnown(item.knownAt ?? item.occurredAt, t))
    .map(({ text }) => text.split('\n')[0] ?? '')
    .filter((text) => text.length > 30);
  expect(said.length).toBeGreaterThan(100);
  const files = {
    timeline: await readFileText(await exportIncident(ctx, { ...of, format: 'markdown' })),
    document: await readFileText(await exportIncident(ctx, { ...of, format: 'json' })),
    list: JSON.stringify(await listTimeline(ctx, of)),
    investigation: JSON.stringify(await listInvestigation(ctx, of)),
    report: JSON.stringify(await readReport(ctx, of)),
    markdown: String((await exportVersion(ctx, { ...of, format: 'markdown' }, null)).body),
    html: String((await exportVersion(ctx, { ...of, format: 'html' }, null)).body),
  };
  for (const [name, text] of Object.entries(files))
    for (const words of [...later, ...said])
      expect(text.includes(words), `${name}: ${words}`).toBe(false);
  expect(files.timeline).toContain('Support pages search and opens an incident');
  expect(files.timeline).not.toContain('Closed');
  expect(files.markdown).toContain('Shows only what was known at');
  expect(JSON.parse(files.document)).toMatchObject({
    knownAt,
    incident: { ref: incident.ref, title: incident.title },
    timeline: expect.arrayContaining([
      expect.objectContaining({ title: 'Support pages search and opens an incident' }),
    ]),
  });
  for (const name of ['status', 'severity', 'summary', 'people', 'record'])
    expect(files.document).not.toMatch(new RegExp(`^ {2,4}"${name}"`, 'm'));
  await expect(exportIncident(ctx, { ...of, format: 'bundle' })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('the report says how many sentences it hides, and why', async () => {
  const { events } = await readMoments();
  const last = Math.max(...events.map(({ knownSince }) => Date.parse(knownSince.at)));
  const of = { incident: incident.ref };
  const early = await readReport(ctx, { ...of, knownAt: '2022-12-06T17:30:00Z' });
  const late = await readReport(ctx, { ...of, knownAt: new Date(last + 1e10).toISOString() });
  expect(early.masked?.later).toBeGreaterThan(late.masked?.later ?? Infinity);
  expect(late.masked?.later).toBe(0);
  expect(early.document.content.length).toBeLessThan(late.document.content.length);
  expect([early.can, early.uncited]).toEqual([{ write: false, publish: false }, []]);
  expect((await readReport(ctx, of)).masked).toBeUndefined();
});

test('a version that is published at a time stores only what was known then', async () => {
  const knownAt = '2022-12-06T19:31:30Z';
  const { state } = await readReadiness(ctx, { incident: incident.ref });
  const version = await publishVersion(ctx, { incident: incident.ref, state, knownAt });
  const opened = await openVersion(ctx, { incident: incident.ref, number: version.number });
  if (opened.state !== 'standing') throw new Error('the version is gone');
  const { content } = opened.article;
  expect(content.masked).toMatchObject({ at: '2022-12-06T19:31:30.000Z' });
  const { findings } = await readMoments();
  const stored = JSON.stringify(content);
  for (const { statement, knownSince } of findings)
    if (!isKnown(knownSince.at, Date.parse(knownAt))) expect(stored).not.toContain(statement);
  expect(content.incident).toMatchObject({ severity: null });
});
