import type { Block, Inline, LibraryHit } from '@debrief/contract';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addFinding } from '../investigation/index.ts';
import {
  markRead,
  publishVersion,
  readReport,
  unpublishVersion,
  writeSections,
} from '../report/index.ts';
import { compareIncidents, searchLibrary } from './index.ts';

let world: World;
let ctx: Context;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const text = (words: string): Inline => ({ type: 'text', text: words });
const bold = (words: string): Inline => ({ type: 'text', text: words, marks: [{ type: 'bold' }] });
const paragraph = (...content: Inline[]): Block => ({ type: 'paragraph', content });
const list = (...items: string[]): Block => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(text(item))] })),
});
const read = (parts: LibraryHit['title']) => parts.map((part) => part.text).join('');

async function write(
  incident: string,
  summary: Block[],
  contributors: Block[] = [],
): Promise<void> {
  await writeSections(ctx, {
    incident,
    sections: [
      { how: 'replace', kind: 'summary', blocks: summary },
      ...(contributors.length > 0
        ? [{ how: 'replace' as const, kind: 'contributors' as const, blocks: contributors }]
        : []),
    ],
  });
}

async function publish(incident: string, more: Partial<Parameters<typeof publishVersion>[1]> = {}) {
  const { state } = await readReport(ctx, { incident });
  return publishVersion(ctx, { incident, state, summary: 'x', ...more });
}

test('a published review comes first; a draft is not found', async () => {
  const one = await makeIncident(ctx, {
    title: 'Search shows nothing',
    severity: 'SEV-2',
    services: ['search'],
  });
  await addFinding(ctx, {
    type: 'factor',
    incident: one.ref,
    statement: 'The alias is changed by hand',
    at: '2026-03-02T09:00:00Z',
  });
  await write(one.ref, [
    paragraph(text('Customers saw '), bold('no results'), text(' for two days.')),
  ]);
  expect((await searchLibrary(ctx, {})).items.map((hit) => hit.kind)).toEqual(['factor']);
  await publish(one.ref);
  world.clock.advance(60_000);
  const other = await makeIncident(ctx, { title: 'Orders vanish' });
  await write(other.ref, [paragraph(text('Orders of a morning were lost.'))]);
  await publish(other.ref, { title: 'A morning without orders' });
  const page = await searchLibrary(ctx, {});
  expect(
    page.items.map((hit) => [
      hit.kind,
      hit.incident.ref,
      read(hit.title),
      read(hit.excerpt),
      hit.report,
    ]),
  ).toEqual([
    [
      'report',
      other.ref,
      'A morning without orders',
      'Orders of a morning were lost.',
      { version: 1, minutes: { article: 1, all: 1 } },
    ],
    [
      'report',
      one.ref,
      'Search shows nothing',
      'Customers saw no results for two days.',
      { version: 1, minutes: { article: 1, all: 1 } },
    ],
  ]);
  expect(page.items[1]?.incident).toMatchObject({ severity: 'SEV-2', services: ['search'] });
  expect((await searchLibrary(ctx, { service: 'search' })).items).toHaveLength(1);
});

test('finds any words of its blocks, also in lists, but not the names of sections; shows its summary if only the title matches', async () => {
  const { ref } = await makeIncident(ctx, { title: 'Zebra crossing closed' });
  await write(
    ref,
    [paragraph(text('A short summary.'))],
    [list('Nobody owned the quagga', 'The okapi was asleep')],
  );
  await publish(ref);
  const excerpt = async (words: string) =>
    (await searchLibrary(ctx, { text: words, kind: 'report' })).items.map((hit) =>
      read(hit.excerpt),
    );
  expect(await excerpt('okapi quagga')).toEqual([
    expect.stringContaining('Nobody owned the quagga'),
  ]);
  expect(await excerpt('"owned the quagga"')).toHaveLength(1);
  expect(await excerpt('zebra')).toEqual(['A short summary.']);
  expect(await excerpt('contributors')).toEqual([]);
});

test('finds only the newest active version', async () => {
  const { ref } = await makeIncident(ctx);
  await write(ref, [paragraph(text('We thought of the gnu.'))]);
  await publish(ref);
  await write(ref, [paragraph(text('It was the okapi.'))]);
  const second = await publish(ref);
  const searchTitles = async (words: string) =>
    (await searchLibrary(ctx, { text: words })).items.map((hit) => hit.report?.version);
  expect([await searchTitles('gnu'), await searchTitles('okapi')]).toEqual([[], [2]]);
  await unpublishVersion(ctx, { incident: ref, number: second.number, reason: 'Names a customer' });
  expect([await searchTitles('gnu'), await searchTitles('okapi')]).toEqual([[1], []]);
});

test('finds a restricted version only for its readers and its publisher, also in counts and comparisons', async () => {
  const { ref } = await makeIncident(ctx);
  await makeIncident(ctx, { title: 'Another' });
  await write(ref, [paragraph(text('We thought of the gnu.'))]);
  await publish(ref);
  await write(ref, [paragraph(text('It was the okapi.'))]);
  const named = world.viewer.type === 'account' ? [world.viewer.accountId] : [];
  await publish(ref, { visibility: 'restricted', readers: named });
  const of = async (who: 'viewer' | 'editor' | 'admin') => {
    const by = world.as(world[who]);
    const page = await searchLibrary(by, { text: 'okapi' });
    const [compared] = (await compareIncidents(by, { incidents: `${ref},INC-2` })).items;
    return [
      page.items.length,
      page.counts.find(({ kind }) => kind === 'report')?.count,
      (await searchLibrary(by, {})).items[0]?.report?.version,
      compared?.report?.version,
    ];
  };
  expect(await of('viewer')).toEqual([1, 1, 2, 2]);
  expect(await of('editor')).toEqual([1, 1, 2, 2]);
  expect(await of('admin')).toEqual([0, 0, 1, 1]);
});

test('a comparison shows how many read it, and hides small numbers', async () => {
  const { ref } = await makeIncident(ctx);
  await makeIncident(ctx, { title: 'Another' });
  await write(ref, [paragraph(text('It was the okapi.'))]);
  await publish(ref);
  await markRead(world.as(world.viewer), { incident: ref, number: 1 });
  const { items } = await compareIncidents(ctx, { incidents: `${ref},INC-2` });
  expect(items.map((one) => one.report?.readers)).toEqual(['fewer than five', undefined]);
});

test('search does not affect a published version: it cannot be changed, and can be unpublished once', async () => {
  const { ref } = await makeIncident(ctx);
  await write(ref, [paragraph(text('It was the okapi.'))]);
  const version = await publish(ref);
  await expect(sql`update published_version set title = 'Another'`.execute(ctx.db)).rejects.toThrow(
    'does not change',
  );
  await expect(sql`update published_version set content = '{}'`.execute(ctx.db)).rejects.toThrow(
    'does not change',
  );
  await unpublishVersion(ctx, { incident: ref, number: version.number, reason: 'Too early' });
  await expect(
    sql`update published_version set unpublish_reason = 'Another'`.execute(ctx.db),
  ).rejects.toThrow('does not change');
});
