import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { includeStream, listSources, makeIncidentPrivate } from '../evidence/index.ts';
import { addEvent } from '../timeline/index.ts';
import { libraryNames, searchLibrary } from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };

const said = [
  'orders lag alarm, ERR_CONN_RESET from 10.0.3.7',
  'deploying orders.v2 at commit 3fa9c1d27b',
  'the broker restarted',
  'ระบบค้นหาไม่ตอบสนอง',
];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const made = await makeRecord(ctx, said, { services: ['Orders'] });
  incident = made.incident;
  await importFile(ctx, incident, {
    text: messages(['broker metrics are flat'], {
      author: 'Ben Ruiz',
      from: '2026-04-01T08:00:00Z',
    }),
    name: 'metrics.jsonl',
  });
  await makeEvent(ctx, incident, made.items.slice(2, 3), { title: 'Broker restarts' });
});

async function find(text: string, by = ctx): Promise<string[]> {
  const page = await searchLibrary(by, { text });
  return page.items.map(({ kind, title, excerpt }) =>
    (kind === 'evidence' ? excerpt : title).map((part) => part.text).join(''),
  );
}

describe('operators', () => {
  test.each([
    ['from:ada kind:evidence broker', ['the broker restarted']],
    ['from:ruiz', ['broker metrics are flat']],
    ['-from:ada kind:message broker', ['broker metrics are flat']],
    ['kind:event broker', ['Broker restarts']],
    ['-kind:event broker after:2026-04', ['broker metrics are flat']],
    ['broker before:2026-04 kind:message', ['the broker restarted']],
    ['broker in:metrics', ['broker metrics are flat']],
    ['broker in:INC-999', []],
    ['broker kind:event service:orders', ['Broker restarts']],
    ['broker service:payments', []],
    ['kind:message broker -restarted', ['broker metrics are flat']],
  ])('%s', async (text, found) => expect(await find(text)).toEqual(found));

  test('limit an incident, also with other kinds', async () => {
    expect((await find(`broker in:${incident.ref}`)).toSorted()).toEqual([
      'Broker restarts',
      'broker metrics are flat',
      'the broker restarted',
    ]);
    expect(await find(`broker -in:${incident.ref}`)).toEqual([]);
  });
});

describe('words', () => {
  test.each([
    ['ERR_CONN_RESET', said[0]],
    ['10.0.3.7', said[0]],
    ['orders.v2', said[1]],
    ['3fa9c1d2', said[1]],
    ['3fa9c1d27b0000000000000000000000000000aa', said[1]],
    ['deployments', said[1]],
    ['alrm', said[0]],
    ['lag zebra', said[0]],
    ['ไม่ตอบ', said[3]],
  ])('%s finds the item', async (text, found) =>
    expect(await find(`${text} kind:message`)).toEqual([found]),
  );
  test.each(['10.0.7 kind:message', '"deployments"', 'orders.v3 "nowhere"'])(
    '%s does not find what only has some of it in order',
    async (text) => {
      const page = await searchLibrary(ctx, { text });
      expect(page.matching === 'all' ? page.items : []).toEqual([]);
    },
  );
});

describe('someone outside a private incident', () => {
  test.each([
    'broker',
    'brokr',
    'broker zebra',
    'from:ada',
    'from:ada broker',
    'in:INC-1',
    'in:metrics',
    'service:orders broker',
    'kind:message',
    '-zebra',
    'kind:message before:2030',
    '3fa9c1d2',
  ])('finds and counts nothing with %s', async (text) => {
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    for (const sort of [undefined, 'time', '-time'] as const) {
      const page = await searchLibrary(world.as(world.outsider), { text, sort });
      expect(page).toMatchObject({ items: [], next: null, matching: 'all', rankedOfEach: null });
      expect(page.counts.every(({ count, isMore }) => count === 0 && !isMore)).toBe(true);
    }
  });
});

test('completion offers the authors and streams of what one can see, and no other', async () => {
  const names = await libraryNames(ctx);
  expect(names).toMatchObject({ authors: ['Ben Ruiz', 'ada'], services: ['Orders'] });
  expect(names.streams).toHaveLength(2);
  const shared = await makeIncident(ctx, { title: 'Another one' });
  const { items: streams } = await listSources(ctx, { incident: incident.ref });
  for (const stream of streams)
    await includeStream(ctx, {
      incident: shared.ref,
      streamId: stream.streamId,
      from: '2026-04-01T00:00:00Z',
    });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outside = await libraryNames(world.as(world.outsider));
  expect(outside).toMatchObject({ authors: ['Ben Ruiz'], services: [] });
  expect((await libraryNames(ctx)).authors).toEqual(names.authors);
});

test('evidence that is found can be added to the timeline by those who can edit it', async () => {
  const text = 'broker restarted kind:message';
  const [hit] = (await searchLibrary(ctx, { text })).items;
  expect(hit?.can).toEqual({ addToTimeline: true });
  const evidenceId = hit?.evidenceId ?? '';
  const { events } = await addEvent(ctx, { incident: incident.ref, citations: [{ evidenceId }] });
  expect(events).toMatchObject([{ title: 'the broker restarted' }]);
  const [read] = (await searchLibrary(world.as(world.viewer), { text })).items;
  expect(read?.can).toEqual({ addToTimeline: false });
});

test('hostile searches are answered', async () => {
  const parts = fc.constantFrom(
    '"',
    '""',
    '-',
    '--',
    '*',
    '\\',
    "'",
    '%',
    '_',
    '\0',
    '\ud800',
    '&|!',
    '<->',
    'from:',
    'in:"%',
    'in:INC-999999999',
    'in:INC-99999999999999',
    'kind:log',
    'after:0000',
    'before:9999-12-31T23:59:59Z',
    "service:'",
    'brokr',
    'ا',
    '消',
    'a*',
    '{}',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 40 }), fc.boolean(), async (typed, isSorted) => {
      const text = typed.join(' ').slice(0, 300);
      const page = await searchLibrary(ctx, { text, sort: isSorted ? '-time' : undefined });
      expect(page.items.length).toBeLessThanOrEqual(20);
    }),
    { numRuns: 40 },
  );
});
