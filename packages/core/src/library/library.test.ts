import type { Evidence, LibraryHit, LibraryPage } from '@debrief/contract';
import {
  importReportText,
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { includeStream, listSources, readRecord, makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp, changeFollowUpStatus } from '../follow-up/index.ts';
import { addMember } from '../incident/index.ts';
import {
  addFinding,
  changeFinding,
  removeFinding,
  undoInvestigationChange,
} from '../investigation/index.ts';
import { changeEvent, removeEvent } from '../timeline/index.ts';
import { compareIncidents, factorElsewhere, libraryNames, searchLibrary } from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(
    ctx,
    ['lag alarm', 'is it the broker?', 'the alias lacks three days', 'patched'],
    { severity: 'SEV-2' },
  ));
});

const at = '2026-03-02T09:00:00Z';
const getTitle = (hit: LibraryHit) => hit.title.map((part) => part.text).join('');
const getExcerpt = (hit: LibraryHit) => hit.excerpt.map((part) => part.text).join('');
const listTitles = (page: LibraryPage) =>
  page.items.map(
    (hit) => `${hit.kind}: ${hit.kind === 'evidence' ? getExcerpt(hit) : getTitle(hit)}`,
  );
const search = async (query: Parameters<typeof searchLibrary>[1], by = ctx) =>
  listTitles(await searchLibrary(by, query));
const readCounts = (page: LibraryPage) =>
  Object.fromEntries(
    page.counts.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]),
  );

async function factor(
  statement: string,
  more: { incident?: string; kind?: 'contributor' | 'risk'; belief?: string; sense?: string } = {},
) {
  const { findings } = await addFinding(ctx, {
    type: 'factor',
    incident: incident.ref,
    statement,
    at,
    ...more,
  });
  return findings[0]?.id ?? '';
}

describe('a search', () => {
  test('finds all kinds, shows excerpts, counts each kind and marks matches', async () => {
    await factor('The alias is changed by hand');
    await addFinding(ctx, {
      type: 'decision',
      incident: incident.ref,
      statement: 'Roll back',
      at,
      known: 'Only that the alias had moved',
    });
    await addFinding(ctx, {
      type: 'observation',
      incident: incident.ref,
      statement: 'Counts differ',
      at,
      kind: 'comparison',
      stages: [{ name: 'alias', count: 3, expectedLoss: null, definition: '' }],
    });
    await addFinding(ctx, {
      type: 'contradiction',
      incident: incident.ref,
      statement: 'Who changed it',
      at,
      accounts: [
        { eventId: null, whose: 'search', says: 'The job moved the alias' },
        { eventId: null, whose: 'support', says: 'A person did' },
      ],
    });
    await addFollowUp(ctx, { incident: incident.ref, text: 'Own the ALIAS', intent: 'prevent' });
    await makeEvent(
      ctx,
      incident,
      [items[2]].filter((item) => item !== undefined),
      { title: 'Alias found pointing at last week' },
    );
    const page = await searchLibrary(ctx, { text: 'ALIAS' });
    expect(listTitles(page).toSorted()).toEqual([
      'contradiction: Who changed it',
      'decision: Roll back',
      'event: Alias found pointing at last week',
      'evidence: the alias lacks three days',
      'factor: The alias is changed by hand',
      'follow-up: Own the ALIAS',
      'observation: Counts differ',
    ]);
    expect(readCounts(page)).toEqual({
      factor: 1,
      decision: 1,
      observation: 1,
      contradiction: 1,
      'follow-up': 1,
      event: 1,
      evidence: 1,
    });
    expect(page.items.at(-1)?.kind).toBe('evidence');
    const decision = page.items.find((hit) => hit.kind === 'decision');
    expect(decision?.excerpt).toEqual([
      { text: 'Only that the ', isMatch: false },
      { text: 'alias', isMatch: true },
      { text: ' had moved', isMatch: false },
    ]);
    const evidence = page.items.find((hit) => hit.kind === 'evidence');
    expect(evidence).toMatchObject({
      id: items[2]?.itemId,
      incident: { ref: incident.ref, severity: 'SEV-2' },
      at: items[2]?.occurredAt,
    });
    expect(page).toMatchObject({ next: null, rankedOfEach: null });
  });

  test('finds all words, in any order; quoted ones adjacent; the last one as a prefix', async () => {
    await factor('Nobody saw the wrong index');
    await factor('The index was wrong for days');
    expect(await search({ text: 'index wro' })).toHaveLength(2);
    expect(await search({ text: '"wrong index"' })).toEqual(['factor: Nobody saw the wrong index']);
    const without = await searchLibrary(ctx, { text: 'postmortem zebra wrong index nobody' });
    expect(without.matching).toBe('some');
    expect(await search({ text: 'postmortem wrong index nobody' })).toEqual([
      'factor: Nobody saw the wrong index',
    ]);
    const similar = await searchLibrary(ctx, { text: 'inde wrong' });
    expect(similar.matching).toBe('similar');
    expect(listTitles(similar)).toHaveLength(2);
    expect(await search({ text: '"inde" "wrong"' })).toEqual([]);
  });

  test('finds letters of every language', async () => {
    await factor('Die Größe des Index war falsch');
    await factor('別名を手で変えた。確認なし');
    await factor('Ёлка упала');
    expect(await search({ text: 'GRÖSSE große' })).toEqual([
      'factor: Die Größe des Index war falsch',
    ]);
    expect(await search({ text: 'GRÖßE' })).toEqual(['factor: Die Größe des Index war falsch']);
    expect(await search({ text: '別名を' })).toEqual(['factor: 別名を手で変えた。確認なし']);
    expect(await search({ text: '名' })).toEqual(['factor: 別名を手で変えた。確認なし']);
    expect(await search({ text: 'ёлка' })).toEqual(['factor: Ёлка упала']);
  });

  test.each([
    {
      said: 'Kafka消息积压导致搜索服务返回错误',
      finds: ['消息', '积压', '息', '误', 'Kafka', '搜索 kafka', '"kafka消息"', '返回错误'],
      not: ['消积', '息压', '错误消息', '"消息 kafka"'],
    },
    {
      said: '夜間のバッチでデータベースが応答しなくなった',
      finds: ['データベース', '応答', '夜', 'バッチ 応答'],
      not: ['データタ', '応夜'],
    },
    {
      said: '브로커가 메시지를 잃었다 v2',
      finds: ['메시지', '브로커', '지', 'v2 브로커'],
      not: ['메지', '브커'],
    },
  ])('finds words in the middle of $said', async ({ said, finds, not }) => {
    const { incident: other } = await makeRecord(ctx, [said]);
    await addFinding(ctx, {
      type: 'factor',
      incident: other.ref,
      statement: 'Seen late',
      at,
      kind: 'contributor',
      sense: said,
    });
    for (const text of finds) {
      const page = await searchLibrary(ctx, { text });
      expect([text, readCounts(page)]).toEqual([text, { factor: 1, evidence: 1 }]);
      for (const hit of page.items) {
        expect(getExcerpt(hit)).toBe(said);
        expect(hit.excerpt.some((part) => part.isMatch)).toBe(true);
      }
    }
    for (const text of not) expect([text, await search({ text })]).toEqual([text, []]);
  });

  test('ranks a title match before a mention, and new before old', async () => {
    await addFinding(ctx, {
      type: 'question',
      incident: incident.ref,
      statement: 'Quorum lost?',
      at: '2026-03-01T00:00:00Z',
    });
    await addFinding(ctx, {
      type: 'question',
      incident: incident.ref,
      statement: 'Quorum kept?',
      at: '2020-03-01T00:00:00Z',
    });
    await addFinding(ctx, {
      type: 'question',
      incident: incident.ref,
      statement: 'Why?',
      answer: 'The quorum',
      at: '2026-03-01T00:00:00Z',
    });
    expect(await search({ text: 'quorum' })).toEqual([
      'question: Quorum lost?',
      'question: Why?',
      'question: Quorum kept?',
    ]);
  });

  test('without words lists the newest first, page after page, and no evidence', async () => {
    for (const day of [1, 2, 3, 4, 5]) {
      await addFinding(ctx, {
        type: 'factor',
        incident: incident.ref,
        statement: `Factor of day ${day}`,
        at: `2026-03-0${day}T00:00:00Z`,
      });
    }
    const first = await searchLibrary(ctx, { limit: 2 });
    const second = await searchLibrary(ctx, { limit: 2, cursor: first.next ?? '' });
    const third = await searchLibrary(ctx, { limit: 2, cursor: second.next ?? '' });
    expect([first, second, third].map((page) => listTitles(page).map((one) => one.at(-1)))).toEqual(
      [['5', '4'], ['3', '2'], ['1']],
    );
    expect(third.next).toBeNull();
    expect(readCounts(first)).toEqual({ factor: 5 });
  });

  test('has each hit once on ranked pages, also if something is added in between', async () => {
    for (const count of [1, 2, 3, 4, 5]) await factor(`The alias ${'alias '.repeat(count)}`);
    const first = await searchLibrary(ctx, { text: 'alias', kind: 'factor', limit: 3 });
    await factor('alias');
    const second = await searchLibrary(ctx, {
      text: 'alias',
      kind: 'factor',
      limit: 3,
      cursor: first.next ?? '',
    });
    const ids = [...first.items, ...second.items].map((hit) => hit.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(5);
    await expect(searchLibrary(ctx, { text: 'alias', cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(searchLibrary(ctx, { cursor: first.next ?? '' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('filters by kind, kind of factor and time; the counts are still of every kind', async () => {
    await factor('The alias is changed by hand');
    await factor('The alias can be overwritten', { kind: 'risk' });
    await makeEvent(ctx, incident, [], { title: 'Alias patched', at: '2026-03-05T00:00:00Z' });
    const page = await searchLibrary(ctx, { text: 'alias', kind: 'event' });
    expect([listTitles(page), readCounts(page)]).toEqual([
      ['event: Alias patched'],
      { factor: 2, event: 1, evidence: 1 },
    ]);
    expect(await search({ factorKind: 'risk' })).toEqual(['factor: The alias can be overwritten']);
    expect(await search({ text: 'alias', factorKind: 'risk' })).toEqual([
      'factor: The alias can be overwritten',
    ]);
    expect(await search({ text: 'alias', from: '2026-03-04T00:00:00Z' })).toEqual([
      'event: Alias patched',
    ]);
    expect(
      (await search({ text: 'alias', until: '2026-03-02T08:30:00Z' })).map(
        (one) => one.split(':')[0],
      ),
    ).toEqual(['evidence']);
    const other = await makeIncident(ctx, {
      title: 'Orders vanish',
      services: ['Search API', 'orders'],
      teams: ['Plant'],
    });
    await factor('The alias was lost', { incident: other.ref });
    expect(await search({ text: 'alias', service: 'Search API' })).toEqual([
      'factor: The alias was lost',
    ]);
    expect(await search({ text: 'alias', service: 'orders', team: 'Plant' })).toHaveLength(1);
    expect(await search({ service: 'orders', team: 'Sales' })).toEqual([]);
    await expect(searchLibrary(ctx, { kind: 'rumour' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('reflects every change, removal and undo', async () => {
    const id = await factor('The alias moved');
    const event = await makeEvent(ctx, incident, [], { title: 'Zebra crossing', at });
    await changeEvent(ctx, { id: event.id, version: event.version, text: 'beside the quagga' });
    await changeFinding(ctx, { type: 'factor', id, version: 1, sense: 'It always was an okapi' });
    expect(await search({ text: 'okapi' })).toEqual(['factor: The alias moved']);
    expect(await search({ text: 'quagga' })).toEqual(['event: Zebra crossing']);
    const removed = await removeFinding(ctx, { id, version: 2 });
    await removeEvent(ctx, { id: event.id, version: event.version + 1 });
    expect([await search({ text: 'okapi' }), await search({ text: 'zebra' })]).toEqual([[], []]);
    await undoInvestigationChange(ctx, { activityId: removed.activityId });
    expect(await search({ text: 'okapi' })).toHaveLength(1);
  });

  test('finds evidence once, with its current text, if it is in the sources of an incident', async () => {
    await importFile(ctx, incident, {
      name: 'a.jsonl',
      text: messages(['the gnu stampeded'], { from: '2026-03-02T10:00:00Z' }),
    });
    const other = await makeIncident(ctx, { title: 'Another' });
    const stream = (await listSources(ctx, { incident: incident.ref })).items.find((entry) =>
      entry.streamName.includes('a'),
    );
    await includeStream(ctx, { incident: other.ref, streamId: stream?.streamId ?? '' });
    const page = await searchLibrary(ctx, { text: 'gnu' });
    expect(page.items.map((hit) => hit.incident.ref)).toEqual([other.ref]);
    expect(readCounts(page)).toEqual({ evidence: 1 });
    await includeStream(ctx, {
      incident: other.ref,
      streamId: stream?.streamId ?? '',
      until: '2026-03-02T09:00:00Z',
    });
    expect(
      (await searchLibrary(ctx, { text: 'gnu' })).items.map((hit) => hit.incident.ref),
    ).toEqual([incident.ref]);
  });
});

describe('the order by time', () => {
  test('is that of all kinds together, in both directions, and the same in pages', async () => {
    for (const day of ['2026-03-01', '2026-03-04', '2026-03-02'])
      await addFinding(ctx, {
        type: 'factor',
        incident: incident.ref,
        statement: `The alias of ${day}`,
        at: `${day}T08:00:00Z`,
      });
    await addFollowUp(ctx, { incident: incident.ref, text: 'Own the alias', intent: 'prevent' });
    const read = async (sort: 'time' | '-time', text?: string) => {
      const hits: LibraryHit[] = [];
      let cursor: string | null = null;
      do {
        const page: LibraryPage = await searchLibrary(ctx, {
          sort,
          limit: 2,
          ...(text && { text }),
          ...(cursor && { cursor }),
        });
        expect(page.rankedOfEach).toBeNull();
        hits.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      return hits;
    };
    const oldest = await read('time', 'alias');
    expect(oldest.map((hit) => hit.kind).toSorted()).toEqual([
      'evidence',
      'factor',
      'factor',
      'factor',
      'follow-up',
    ]);
    const times = oldest.map((hit) => hit.at);
    expect(times).toEqual(times.toSorted());
    expect(await read('-time', 'alias')).toEqual(oldest.toReversed());
    const all = await read('time');
    expect(all.map(getTitle).slice(0, 2)).toEqual([
      'The alias of 2026-03-01',
      'The alias of 2026-03-02',
    ]);
    expect(await read('-time')).toEqual(all.toReversed());
  });

  test('refuses a cursor of the other direction', async () => {
    await factor('The alias is changed by hand');
    await factor('The alias is not checked');
    const { next } = await searchLibrary(ctx, { sort: 'time', limit: 1 });
    await expect(
      searchLibrary(ctx, { sort: '-time', ...(next && { cursor: next }) }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a private incident', () => {
  test('is found only by its members, including counts', async () => {
    await factor('The okapi escaped');
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    const outside = world.as(world.outsider);
    const nothing = { items: [], next: null, rankedOfEach: null };
    for (const query of [
      {},
      { text: 'okapi' },
      { text: 'alias' },
      { text: 'broker', kind: 'evidence' },
      { sort: 'time' as const },
      { text: 'broker', sort: '-time' as const },
    ]) {
      const page = await searchLibrary(outside, query);
      expect(page).toMatchObject(nothing);
      expect(readCounts(page)).toEqual({});
    }
    if (world.outsider.type === 'account')
      await addMember(ctx, { incident: incident.ref, accountId: world.outsider.accountId });
    expect(await search({ text: 'okapi' }, outside)).toHaveLength(1);
    expect(await search({ text: 'alias' }, outside)).toHaveLength(1);
  });
  test('reveals no name of a service or team', async () => {
    await makeIncident(ctx, { title: 'Open', services: ['b', 'a'], teams: ['c'] });
    await makeIncident(ctx, {
      title: 'Hidden',
      visibility: 'private',
      services: ['z'],
      teams: ['c', 'y'],
    });
    expect(await libraryNames(world.as(world.outsider))).toMatchObject({
      services: ['a', 'b'],
      teams: ['c'],
    });
    expect(await libraryNames(ctx)).toMatchObject({ services: ['a', 'b', 'z'], teams: ['c', 'y'] });
  });
  test('does not affect what others find similar', async () => {
    const id = await factor('The alias is changed by hand');
    const outside = world.as(world.outsider);
    const before = await factorElsewhere(outside, { id });
    const hidden = await makeIncident(ctx, { title: 'Hidden', visibility: 'private' });
    await factor('An alias was changed by hand', { incident: hidden.ref });
    expect(await factorElsewhere(outside, { id })).toEqual(before);
    expect((await factorElsewhere(ctx, { id })).items).toHaveLength(1);
  });
  test('is not found in a comparison, as if it did not exist', async () => {
    const hidden = await makeIncident(ctx, { title: 'Hidden', visibility: 'private' });
    const outside = world.as(world.outsider);
    await expect(
      compareIncidents(outside, { incidents: `${incident.ref},${hidden.ref}` }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
  test('a visitor reads nothing', async () => {
    await expect(searchLibrary(world.as(world.anonymous), {})).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });
});

describe('similar factors', () => {
  test('of other incidents, and why', async () => {
    const other = await makeIncident(ctx, { title: 'Orders vanish' });
    const id = await factor('The alias is changed by hand, and nothing checks where it points');
    const alike = await factor('An alias was set by hand', { incident: other.ref });
    await factor('The broker was slow', { incident: other.ref });
    await factor('The alias is changed by hand too', {});
    const { items: elsewhere } = await factorElsewhere(ctx, { id });
    expect(elsewhere).toMatchObject([
      { id: alike, incident: { ref: other.ref, title: 'Orders vanish' }, isSameKind: true },
    ]);
    expect(elsewhere[0]?.words.toSorted()).toEqual(['alias', 'hand']);
  });
  test('in languages without spaces, by the parts of the text that both contain', async () => {
    const other = await makeIncident(ctx, { title: '订单丢失' });
    const id = await factor('值班时Kafka消息积压无人发现');
    const alike = await factor('告警没有覆盖消息积压', { incident: other.ref });
    await factor('消费者重启太慢', { incident: other.ref });
    expect((await factorElsewhere(ctx, { id })).items).toMatchObject([
      { id: alike, words: ['消息积压'] },
    ]);
  });
  test('of another kind, by shared beliefs; nothing for anything except a factor', async () => {
    const other = await makeIncident(ctx, { title: 'Orders vanish' });
    const id = await factor('Index swapped', { belief: 'Nightly snapshots are complete' });
    const alike = await factor('Restore took a day', {
      incident: other.ref,
      kind: 'risk',
      belief: 'The snapshots of the night are complete',
    });
    expect((await factorElsewhere(ctx, { id })).items).toMatchObject([
      { id: alike, isSameKind: false, words: [], beliefWords: ['snapshots', 'complete'] },
    ]);
    const { findings } = await addFinding(ctx, {
      type: 'question',
      incident: incident.ref,
      statement: 'Why?',
      at,
    });
    await expect(factorElsewhere(ctx, { id: findings[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('comparison', () => {
  test('says how deeply each incident was analyzed', async () => {
    const other = await makeIncident(ctx, { title: 'Orders vanish' });
    await factor('The alias is changed by hand');
    await addFinding(ctx, {
      type: 'factor',
      kind: 'difficulty',
      incident: incident.ref,
      statement: 'Nobody could see the alias',
      at,
    });
    await addFinding(ctx, {
      type: 'impact',
      on: 'employees',
      incident: incident.ref,
      statement: 'One night without sleep',
      at,
    });
    for (const [text, to] of [
      ['Own the alias', 'done'],
      ['Check it nightly', null],
      ['Rewrite search', 'wont-do'],
    ] as const) {
      const { followUps: added } = await addFollowUp(ctx, {
        incident: incident.ref,
        text,
        intent: 'prevent',
      });
      if (to)
        await changeFollowUpStatus(ctx, {
          id: added[0]?.id ?? '',
          version: 1,
          to,
          ...(to === 'wont-do' ? { reason: 'too large' } : {}),
        });
    }
    world.clock.advance(2 * 3_600_000);
    await makeEvent(ctx, incident, (await readRecord(ctx, incident.ref, {})).items.slice(0, 2), {
      title: 'Lag',
    });
    const { items: compared } = await compareIncidents(ctx, {
      incidents: `${other.ref}, ${incident.ref},${incident.ref}`,
    });
    expect(compared.map((one) => one.incident.ref)).toEqual([other.ref, incident.ref]);
    expect(compared[1]).toMatchObject({
      hoursWorkedOn: 2,
      evidenceCount: 4,
      firstEvidenceAt: items[0]?.occurredAt,
      lastEvidenceAt: items[3]?.occurredAt,
      factors: [{ statement: 'The alias is changed by hand' }],
      difficulties: [{ statement: 'Nobody could see the alias' }],
      followUps: { done: 1, all: 2 },
      peopleCited: 1,
      attendees: null,
      impact: [{ statement: 'One night without sleep', on: 'employees' }],
    });
    expect(compared[0]).toMatchObject({
      hoursWorkedOn: 0,
      evidenceCount: 0,
      firstEvidenceAt: null,
      peopleCited: 0,
      attendees: null,
      factors: [],
    });
  });
  test('counts no time and shows no date for an incident that only has an imported report', async () => {
    const imported = await makeIncident(ctx, { title: 'A report from elsewhere' });
    await importReportText(ctx, imported, '# Orders vanish\n\nSomething was wrong.\n');
    const { items: compared } = await compareIncidents(ctx, {
      incidents: `${imported.ref},${incident.ref}`,
    });
    expect(compared[0]).toMatchObject({
      hoursWorkedOn: 0,
      evidenceCount: 1,
      firstEvidenceAt: null,
      lastEvidenceAt: null,
    });
  });
  test('takes two to five incidents', async () => {
    await expect(compareIncidents(ctx, { incidents: incident.ref })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(
      compareIncidents(ctx, { incidents: 'INC-1,INC-2,INC-3,INC-4,INC-5,INC-6' }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});
