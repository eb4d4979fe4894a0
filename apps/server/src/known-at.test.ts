import { readFile } from 'node:fs/promises';
import { routes, type Route } from '@debrief/contract';
import { listReplies, readRecord } from '@debrief/core/evidence';
import { listInvestigation } from '@debrief/core/investigation';
import { listPeople } from '@debrief/core/people';
import { listMilestones, listTimeline } from '@debrief/core/timeline';
import { isKnown, listMoments } from '@debrief/rules/known';
import { embeddedDatabase, importBundleText, readPdfWords, testWorld } from '@debrief/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { appOn, createToken, type TestApp } from './testing/app.ts';
import { fillRoute } from './testing/sweep.ts';

const sample = new URL('../../../demo/sample/finished.bundle.jsonl', import.meta.url);

/** What the sample has, with the time from which each part was known. */
interface Part {
  words: readonly string[];
  knownAt: string;
}
let app: TestApp;
let token: string;
let incident: string;
let parts: Part[] = [];
let items: { id: string; knownAt: string }[] = [];
let people: string[] = [];
let moments: number[] = [];

beforeAll(async () => {
  const world = await testWorld(await embeddedDatabase());
  const ctx = world.as(world.editor);
  app = await appOn(world.store, world.clock);
  token = await createToken(ctx);
  ({ ref: incident } = await importBundleText(ctx, await readFile(sample, 'utf8')));
  const of = { incident };
  const { events } = await listTimeline(ctx, of);
  const { findings } = await listInvestigation(ctx, of);
  const { milestones } = await listMilestones(ctx, of);
  people = (await listPeople(ctx, of)).participants.map(({ personId }) => personId);
  const page = await readRecord(ctx, incident, { threads: 'flat', limit: 500 });
  const next = await readRecord(ctx, incident, {
    threads: 'flat',
    limit: 500,
    ...(page.after !== null && { cursor: page.after }),
  });
  const evidence = [...page.items, ...(page.after === null ? [] : next.items)];
  items = evidence.map((item) => ({ id: item.id, knownAt: item.knownAt ?? item.occurredAt }));
  // Short texts such as "ok" are in others.
  const listLongLines = (text: string) => text.split('\n').filter((line) => line.length > 30);
  parts = [
    ...evidence.map((item) => ({
      words: [item.id, ...listLongLines(item.text)],
      knownAt: item.knownAt ?? item.occurredAt,
    })),
    ...events.map(({ id, title, knownSince }) => ({ words: [id, title], knownAt: knownSince.at })),
    ...findings.map((finding) => ({
      words: [
        finding.id,
        finding.statement,
        ...(finding.type === 'contradiction'
          ? finding.accounts.map(({ says }) => says).filter((says) => says !== '')
          : []),
      ],
      knownAt: finding.knownSince.at,
    })),
  ];
  const all = listMoments({ events, findings, milestones }).map(({ atMs }) => atMs);
  moments = [0.1, 0.3, 0.5, 0.8].map((part) => all[Math.floor(part * all.length)] ?? 0);
  expect(await listReplies(ctx, { incident, id: items[0]?.id ?? '' })).toBeDefined();
}, 120_000);
afterAll(() => app[Symbol.asyncDispose]());

/**
 * It repeats the report, which was written later, and compares it with the record of the time: see
 * the tests of the room.
 */
const repeatsGivenText = 'report.check';

/** The routes that answer with what was known at a time. */
const masked = Object.entries(routes).flatMap(([room, table]) =>
  Object.entries<Route>(table).flatMap(([name, route]): [string, Route][] =>
    `${room}.${name}` !== repeatsGivenText &&
    route.method === 'get' &&
    route.input instanceof z.ZodObject &&
    'knownAt' in route.input.shape
      ? [[`${room}.${name}`, route]]
      : [],
  ),
);

type Input = Record<string, string>;
const formats = (...all: string[]): Input[] => all.map((format) => ({ format }));

/** Inputs other than the incident and the time. A new masked route must be added here. */
const inputs: Record<string, (t: number) => Input[]> = {
  'evidence.record': () => [
    { threads: 'flat', limit: '500' },
    { direction: 'back', limit: '100' },
    { text: 'search', limit: '100' },
    { from: items.at(-50)?.knownAt ?? '' },
    { item: items.at(-1)?.id ?? '' },
    { item: items.at(-1)?.id ?? '', direction: 'back' },
  ],
  'evidence.outline': () => [{}, { text: 'search' }],
  'evidence.get': (t) => sampleItems(t),
  'evidence.thread': (t) => sampleItems(t),
  'people.card': () => people.map((personId) => ({ personId })),
  'timeline.list': () => [{}],
  'incident.milestones': () => [{}],
  'incident.export': () => formats('markdown', 'json'),
  'investigation.list': () => [{}],
  'report.read': () => [{}],
  'report.readiness': () => [{}],
  'report.exportVersion': () => formats('markdown', 'html', 'pdf'),
};

/** Answers of times and counts, or of the replies of an item without any. */
const namesNothing = [
  'incident.milestones',
  'evidence.outline',
  'evidence.thread',
  'report.readiness',
];

/** Some of the last items that were known, and of the first that were not. */
function sampleItems(t: number): Input[] {
  const known = items.filter(({ knownAt }) => isKnown(knownAt, t)).slice(-15);
  const later = items.filter(({ knownAt }) => !isKnown(knownAt, t)).slice(0, 5);
  return [...known, ...later].map(({ id }) => ({ id }));
}

/** When something was added here says nothing about the incident; a deadline lies ahead. */
const otherTimes =
  /(?:^|\.)(?:createdAt|updatedAt|setAt|recordedAt|dueAt|import\.at|redactions\.at)$/;

/** The times after `t` in an answer, each with its path. */
function findLaterTimes(value: unknown, t: number, path = ''): string[] {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) &&
      Date.parse(value) > t &&
      !otherTimes.test(path)
      ? [`${path} = ${value}`]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, part]) =>
    findLaterTimes(part, t, isList ? path : path === '' ? name : `${path}.${name}`),
  );
}

async function readText(response: Response): Promise<string> {
  const isPdf = response.headers.get('content-type') === 'application/pdf';
  return isPdf ? readPdfWords(Buffer.from(await response.arrayBuffer())) : response.text();
}

test('there are routes that take a time', () => {
  expect(masked.map(([name]) => name).toSorted()).toEqual(Object.keys(inputs).toSorted());
});

test.each(masked)('%s has nothing later than the time, at any depth', async (name, route) => {
  const counts = new Map<string, number>();
  for (const t of moments) {
    const hidden = parts.filter(({ knownAt }) => !isKnown(knownAt, t));
    const given = parts.filter(({ knownAt }) => isKnown(knownAt, t)).flatMap(({ words }) => words);
    const isGiven = new Set(given);
    const later = hidden.flatMap(({ words }) => words).filter((words) => !isGiven.has(words));
    expect(later.length).toBeGreaterThan(100);
    for (const input of inputs[name]?.(t) ?? []) {
      const knownAt = new Date(t).toISOString();
      const { path } = fillRoute(route, { incident, ...input, knownAt });
      const response = await app.send('GET', path, { token });
      const isLater = items.some((item) => item.id === input['id'] && !isKnown(item.knownAt, t));
      if (name === 'evidence.get') expect(response.status).toBe(isLater ? 404 : 200);
      if (!isLater) expect(response.status, path).toBe(200);
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const text = await readText(response);
      if (isLater) continue;
      // Letters of a PDF have no spaces of the source between lines.
      const plain = name === 'report.exportVersion' ? text.replaceAll(/\s+/g, '') : text;
      const write = (words: string) =>
        name === 'report.exportVersion'
          ? words.replaceAll(/\s+/g, '')
          : isJson
            ? JSON.stringify(words).slice(1, -1)
            : words;
      expect(
        later.filter((words) => plain.includes(write(words))),
        `${path} at ${knownAt}`,
      ).toEqual([]);
      const kind = input['format'] ?? '';
      const shown = given.filter((words) => plain.includes(write(words))).length;
      counts.set(kind, (counts.get(kind) ?? 0) + shown);
      if (isJson) expect(findLaterTimes(JSON.parse(text), t), path).toEqual([]);
    }
  }
  for (const [kind, count] of counts)
    if (!namesNothing.includes(name))
      expect(count, `what was known, in ${kind}`).toBeGreaterThan(0);
});
