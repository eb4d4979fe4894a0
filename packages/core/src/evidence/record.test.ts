import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { listPeople } from '../people/index.ts';
import { includeStream, listSources, outlineRecord, readRecord, setClockOffset } from './index.ts';

const minute = 60_000;
const start = Date.parse('2026-01-10T08:00:00Z');
const words = ['broker', 'alias', 'disk', 'disks', 'page', 'größe'];

/** A generated record. There are few times, so that many are equal. */
interface Written {
  source: 'one' | 'two';
  stream: string;
  minute: number;
  author: string;
  kind: 'message' | 'alert' | 'log';
  words: string[];
  /**
   * How many records earlier in the same source the parent is. Also itself and later records, as
   * broken sources have them.
   */
  parent: number | null;
}

interface Filter {
  streams: string[] | null;
  kinds: Written['kind'][] | null;
  author: string | null;
  text: string[] | null;
  bots: 'with' | 'without';
  threads: 'fold' | 'flat';
  from: number | null;
  until: number | null;
}

interface Case {
  records: Written[];
  offset: number;
  timeRange: { stream: string; from: number | null; until: number | null };
  filters: (Filter & { page: number; at: number })[];
}

const anyRecord: fc.Arbitrary<Written> = fc
  .record({
    source: fc.constantFrom('one', 'two'),
    stream: fc.constantFrom('general', 'ops'),
    minute: fc.integer({ min: 0, max: 12 }),
    author: fc.constantFrom('ada', 'ben', 'deploy[bot]'),
    kind: fc.constantFrom<Written['kind']>('message', 'message', 'alert', 'log'),
    words: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
    parent: fc.option(fc.integer({ min: -2, max: 4 }), { freq: 2 }),
  })
  // Alerts come from a tool: an author of both alerts and messages would count as both.
  .map((record) => (record.kind === 'alert' ? { ...record, author: 'pager-bot' } : record));

const anyFilter = fc.record({
  streams: fc.option(
    fc.subarray(['one/general', 'one/ops', 'two/general', 'two/ops'], { minLength: 1 }),
  ),
  kinds: fc.option(fc.subarray<Written['kind']>(['message', 'alert', 'log'], { minLength: 1 }), {
    freq: 1,
  }),
  author: fc.option(fc.constantFrom('ada', 'deploy[bot]', 'pager-bot'), { freq: 1 }),
  text: fc.option(
    fc.array(fc.constantFrom(...words, 'dis', 'gr'), { minLength: 1, maxLength: 2 }),
    { freq: 1 },
  ),
  bots: fc.constantFrom<'with' | 'without'>('with', 'without'),
  threads: fc.constantFrom<'fold' | 'flat'>('fold', 'flat'),
  from: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 1 }),
  until: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 1 }),
  page: fc.integer({ min: 1, max: 7 }),
  at: fc.integer({ min: -1, max: 14 }),
});

const anyCase: fc.Arbitrary<Case> = fc.record({
  records: fc.array(anyRecord, { minLength: 1, maxLength: 30 }),
  offset: fc.constantFrom(0, 90_000, -5 * minute),
  timeRange: fc.record({
    stream: fc.constantFrom('one/general', 'two/ops'),
    from: fc.option(fc.integer({ min: 0, max: 6 })),
    until: fc.option(fc.integer({ min: 7, max: 12 })),
  }),
  filters: fc.array(anyFilter, { minLength: 4, maxLength: 4 }),
});

interface Item extends Written {
  key: string;
  place: string;
  atMs: number;
  parentKey: string | null;
  isBot: boolean;
}

/** The expected record: by corrected time, then by import order. */
function createModel(given: Case): Item[] {
  const inSource = (source: string) => given.records.filter((record) => record.source === source);
  return ['one', 'two']
    .flatMap((source) => {
      const list = inSource(source);
      return list.map((record, index): Item => {
        const parent = record.parent === null ? null : index - record.parent;
        return {
          ...record,
          key: `${source}-${index}`,
          place: `${source}/${record.stream}`,
          atMs: start + record.minute * minute + (source === 'two' ? given.offset : 0),
          parentKey: parent === null || parent === index ? null : `${source}-${parent}`,
          isBot: record.kind === 'alert' || record.author === 'deploy[bot]',
        };
      });
    })
    .map((item, index) => ({ item, index }))
    .toSorted((a, b) => a.item.atMs - b.item.atMs || a.index - b.index)
    .map(({ item }) => item);
}

function inTimeRange(item: Item, given: Case, filter: Filter): boolean {
  const edge = (value: number | null) => (value === null ? null : start + value * minute);
  const timeRanges = [{ from: edge(filter.from), until: edge(filter.until) }];
  if (given.timeRange.stream === item.place)
    timeRanges.push({ from: edge(given.timeRange.from), until: edge(given.timeRange.until) });
  return timeRanges.every(
    ({ from, until }) =>
      (from === null || item.atMs >= from) && (until === null || item.atMs < until),
  );
}

function filterExpected(items: Item[], given: Case, filter: Filter): Item[] {
  const isFlat =
    filter.threads === 'flat' ||
    filter.text !== null ||
    filter.author !== null ||
    filter.kinds !== null;
  const isWanted = (item: Item) =>
    inTimeRange(item, given, filter) &&
    (!filter.streams || filter.streams.includes(item.place)) &&
    (!filter.kinds || filter.kinds.includes(item.kind)) &&
    (filter.author === null || item.author === filter.author) &&
    (filter.bots === 'with' || !item.isBot) &&
    (filter.text?.every((word, index, all) =>
      item.words.some((one) => (index === all.length - 1 ? one.startsWith(word) : one === word)),
    ) ??
      true);
  const shown = items.filter(isWanted);
  if (isFlat) return shown;
  // A reply is folded under a parent that comes before it and is shown; nothing is folded under a
  // missing parent.
  return shown.filter((item) => {
    const parent = items.findIndex((one) => one.place === item.place && one.key === item.parentKey);
    const found = items[parent];
    return !found || !isWanted(found) || parent > items.indexOf(item);
  });
}

function createFile(given: Case, source: string): string {
  const rows = given.records.filter((record) => record.source === source);
  return rows
    .map((record, index) =>
      JSON.stringify({
        id: `${source}-${index}`,
        at: new Date(start + record.minute * minute).toISOString(),
        author: record.author,
        channel: record.stream,
        kind: record.kind,
        text: record.words.join(' '),
        thread: record.parent === null ? null : `${source}-${index - record.parent}`,
      }),
    )
    .join('\n');
}

/** Imports the case into its own incident; returns the ids of its streams and people. */
async function arrange(
  ctx: Context,
  given: Case,
  number: number,
): Promise<{ ref: string; streams: Map<string, string>; people: Map<string, string> }> {
  const { ref } = await makeIncident(ctx);
  for (const source of ['one', 'two']) {
    const text = createFile(given, source);
    if (text === '') continue;
    const map = 'key=id,at=at,author=author,stream=channel,kind=kind,text=text,thread=thread';
    const summary = await importFile(
      ctx,
      { ref },
      {
        name: `${source}.jsonl`,
        text: `${text}\n`,
        options: { source: `${source} ${number}`, format: 'jsonl', map },
      },
    );
    expect(summary).toMatchObject({
      state: 'done',
      rejected: 0,
      duplicates: 0,
      read: given.records.filter((record) => record.source === source).length,
    });
  }
  const entries = (await listSources(ctx, { incident: ref })).items.filter(
    (entry) => entry.isIncluded,
  );
  const streams = new Map(
    entries.map((entry) => [
      `${entry.sourceName.split(' ')[0]}/${entry.streamName}`,
      entry.streamId,
    ]),
  );
  const two = entries.find((entry) => entry.sourceName.startsWith('two'));
  if (two)
    await setClockOffset(ctx, {
      incident: ref,
      sourceId: two.sourceId,
      clockOffsetMs: given.offset,
    });
  const narrowed = streams.get(given.timeRange.stream);
  const iso = (value: number | null) =>
    value === null ? null : new Date(start + value * minute).toISOString();
  if (narrowed)
    await includeStream(ctx, {
      incident: ref,
      streamId: narrowed,
      from: iso(given.timeRange.from),
      until: iso(given.timeRange.until),
    });
  const { participants } = await listPeople(ctx, { incident: ref });
  return {
    ref,
    streams,
    people: new Map(participants.map((person) => [person.name, person.personId])),
  };
}

type Query = Parameters<typeof readRecord>[2];

async function readKeys(
  ctx: Context,
  ref: string,
  query: Query,
): Promise<{ ids: string[]; before: string | null; after: string | null }> {
  const page = await readRecord(ctx, ref, query);
  return { ids: page.items.map((item) => item.itemId), before: page.before, after: page.after };
}

/** Every page from one end to the other. */
async function walk(
  ctx: Context,
  ref: string,
  query: Query,
  direction: 'on' | 'back',
): Promise<string[]> {
  let ids: string[] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; cursor !== null; pages += 1) {
    if (pages > 100) throw new Error('paging does not end');
    const page = await readKeys(ctx, ref, {
      ...query,
      direction,
      ...(cursor !== undefined && { cursor }),
    });
    ids = direction === 'on' ? [...ids, ...page.ids] : [...page.ids, ...ids];
    cursor = direction === 'on' ? page.after : page.before;
  }
  return ids;
}

let world: World;
let number = 0;

test('matches a plain list, for any page size, filter, offset and time range', async () => {
  world = await testWorld();
  const ctx = world.as(world.editor);
  await fc.assert(
    fc.asyncProperty(anyCase, async (given) => {
      number += 1;
      const { ref, streams, people } = await arrange(ctx, given, number);
      const items = createModel(given);
      const whole = await readRecord(ctx, ref, { threads: 'flat', limit: 500 });
      const everything = items.filter((item) => inTimeRange(item, given, noFilter));
      expect(whole.items.map((item) => item.text)).toEqual(
        everything.map((item) => item.words.join(' ')),
      );
      const ids = new Map(whole.items.map((item, index) => [everything[index]?.key, item.itemId]));
      for (const filter of given.filters) {
        const wanted = filterExpected(items, given, filter).flatMap(
          (item) => ids.get(item.key) ?? [],
        );
        const iso = (value: number | null) =>
          value === null ? undefined : new Date(start + value * minute).toISOString();
        const asked = {
          ...(filter.streams && {
            stream: filter.streams
              .map((name) => streams.get(name) ?? '00000000-0000-4000-8000-000000000000')
              .join(','),
          }),
          ...(filter.kinds && { kind: filter.kinds.join(',') }),
          ...(filter.author && {
            author: people.get(filter.author) ?? '00000000-0000-4000-8000-000000000000',
          }),
          ...(filter.text && { text: filter.text.join(' ') }),
          bots: filter.bots,
          threads: filter.threads,
          from: iso(filter.from),
          until: iso(filter.until),
        };
        expect(await walk(ctx, ref, { ...asked, limit: filter.page }, 'on')).toEqual(wanted);
        expect(await walk(ctx, ref, { ...asked, limit: filter.page }, 'back')).toEqual(wanted);
        await expectFromTheMiddle(
          ctx,
          ref,
          asked,
          filter,
          wanted,
          new Map(items.map((item) => [ids.get(item.key) ?? '', item])),
        );
        await expectOutline(ctx, ref, asked, filter.page, wanted);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

const noFilter: Filter = {
  streams: null,
  kinds: null,
  author: null,
  text: null,
  bots: 'with',
  threads: 'flat',
  from: null,
  until: null,
};

async function expectFromTheMiddle(
  ctx: Context,
  ref: string,
  asked: Query,
  filter: { page: number; at: number },
  wanted: string[],
  byId: Map<string, Item>,
): Promise<void> {
  const at = start + filter.at * minute;
  const later = wanted.findIndex((id) => (byId.get(id)?.atMs ?? 0) >= at);
  const from = later < 0 ? wanted.length : later;
  const page = await readKeys(ctx, ref, {
    ...asked,
    limit: filter.page,
    at: new Date(at).toISOString(),
  });
  expect(page.ids).toEqual(wanted.slice(from, from + filter.page));
  const anchor = wanted[from];
  if (anchor === undefined) return;
  const around = await readKeys(ctx, ref, { ...asked, limit: filter.page, item: anchor });
  expect(around.ids).toEqual(page.ids);
  if (around.before === null) return;
  const earlier = await readKeys(ctx, ref, {
    ...asked,
    limit: filter.page,
    cursor: around.before,
    direction: 'back',
  });
  expect(earlier.ids).toEqual(wanted.slice(Math.max(0, from - filter.page), from));
}

async function expectOutline(
  ctx: Context,
  ref: string,
  asked: Query,
  pageSize: number,
  wanted: string[],
): Promise<void> {
  const outline = await outlineRecord(ctx, ref, asked, pageSize);
  expect(outline.total).toBe(wanted.length);
  expect(outline.buckets.reduce((sum, count) => sum + count, 0)).toBe(wanted.length);
  expect(outline.kinds.reduce((sum, kind) => sum + kind.count, 0)).toBe(wanted.length);
  expect(outline.streams.reduce((sum, stream) => sum + stream.count, 0)).toBe(wanted.length);
  if (wanted.length > 0) expect(outline.pages).toHaveLength(Math.ceil(wanted.length / pageSize));
  for (const [index, cursor] of outline.pages.entries()) {
    const page = await readKeys(ctx, ref, { ...asked, limit: pageSize, ...(cursor && { cursor }) });
    expect(page.ids).toEqual(wanted.slice(index * pageSize, (index + 1) * pageSize));
  }
}
