import { importFile, makeIncident, messages, testWorld } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { actorRef, type Context } from '../context.ts';
import {
  includeStream,
  getEvidence,
  listReplies,
  listSources,
  outlineRecord,
  readRecord,
} from './index.ts';
import { bucketWidth } from './outline.ts';
import { importWith, makeRecord } from './testing/test-reader.ts';

let ctx: Context;
let ref: string;
beforeEach(async () => {
  const world = await testWorld();
  ctx = world.as(world.editor);
  ({ ref } = await makeIncident(ctx));
});

const reply = (index: number, to: number, text = `reply ${index}`) => ({
  ...makeRecord(index),
  text,
  repliesTo: `made-${to}`,
});
const texts = (items: { text: string }[]) => items.map((item) => item.text);

describe('a thread', () => {
  test('is folded under its root and opened in time order, each reply with its current text', async () => {
    const records = [
      makeRecord(0),
      makeRecord(1),
      reply(2, 0),
      reply(3, 1),
      reply(4, 0),
      reply(5, 99),
      reply(2, 0, 'reply 2, edited'),
    ];
    await (await importWith(ctx, { ref }, records)).run();
    const { items } = await readRecord(ctx, ref, {});
    expect(texts(items)).toEqual(['made 0', 'made 1', 'reply 5']);
    expect(items.map((item) => item.replyCount)).toEqual([2, 1, 0]);
    const opened = await listReplies(ctx, { incident: ref, id: items[0]?.id ?? '' });
    expect(texts(opened.items)).toEqual(['reply 2, edited', 'reply 4']);
    expect(opened.items.every((item) => item.repliesTo === items[0]?.itemId)).toBe(true);
    expect(texts((await readRecord(ctx, ref, { threads: 'flat' })).items)).toHaveLength(6);
    expect(await outlineRecord(ctx, ref, {})).toMatchObject({ total: 3, itemCount: 6 });
    expect(texts((await readRecord(ctx, ref, { text: 'repl edit' })).items)).toEqual([]);
    expect(texts((await readRecord(ctx, ref, { text: 'reply EDIT' })).items)).toEqual([
      'reply 2, edited',
    ]);
  });

  test('with its root outside the time range shows its replies, and opening respects the time range', async () => {
    await (
      await importWith(ctx, { ref }, [
        makeRecord(0),
        reply(5, 0),
        makeRecord(6),
        reply(7, 6),
        reply(20, 6),
      ])
    ).run();
    const [entry] = (await listSources(ctx, { incident: ref })).items;
    const timeRange = {
      from: makeRecord(3).occurredAt.toISOString(),
      until: makeRecord(10).occurredAt.toISOString(),
    };
    await includeStream(ctx, { incident: ref, streamId: entry?.streamId ?? '', ...timeRange });
    const { items } = await readRecord(ctx, ref, {});
    expect(texts(items)).toEqual(['reply 5', 'made 6']);
    expect(
      texts((await listReplies(ctx, { incident: ref, id: items[1]?.id ?? '' })).items),
    ).toEqual(['reply 7']);
  });
});

describe('one item', () => {
  test('shows its raw payload, revisions, import and place in the file; not in an incident that does not contain it', async () => {
    await importFile(ctx, { ref }, { text: messages(['one']) });
    const [item] = (await readRecord(ctx, ref, {})).items;
    const full = await getEvidence(ctx, { incident: ref, id: item?.id ?? '' });
    expect(full).toMatchObject({
      evidence: item,
      revisions: [
        {
          change: 'original',
          payload: messages(['one']).trim(),
          payloadEncoding: 'utf8',
          place: 'line 1',
          import: { name: 'record.jsonl', incident: ref, format: 'jsonl', by: actorRef(ctx.actor) },
        },
      ],
    });
    const other = await makeIncident(ctx);
    await expect(
      getEvidence(ctx, { incident: other.ref, id: item?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      listReplies(ctx, { incident: other.ref, id: item?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that is not text keeps its bytes', async () => {
    await (
      await importWith(ctx, { ref }, [
        { ...makeRecord(0), payload: new Uint8Array([0, 255, 10]) },
        { ...makeRecord(1), payload: 'a\0b' },
      ])
    ).run();
    const { items } = await readRecord(ctx, ref, {});
    const payloads = await Promise.all(
      items.map(
        async (item) => (await getEvidence(ctx, { incident: ref, id: item.id })).revisions[0],
      ),
    );
    expect(
      payloads.map((one) => [
        one?.payloadEncoding,
        Buffer.from(one?.payload ?? '', 'base64').toString('latin1'),
      ]),
    ).toEqual([
      ['base64', '\0\u00ff\n'],
      ['base64', 'a\0b'],
    ]);
  });
});

test('an outline has few enough buckets for any range', () => {
  for (let span = 1; span < 1e13; span *= 3)
    expect(Math.ceil(span / bucketWidth(span))).toBeLessThanOrEqual(241);
});

test('an outline of nothing is empty, and a filter without matches has no page', async () => {
  expect(await outlineRecord(ctx, ref, {})).toMatchObject({ total: 0, buckets: [], pages: [] });
  await importFile(ctx, { ref }, { text: messages(['one']) });
  const outline = await outlineRecord(ctx, ref, { text: 'nowhere' });
  expect(outline).toMatchObject({ total: 0, kinds: [], streams: [] });
  expect(outline.buckets.reduce((sum, count) => sum + count, 0)).toBe(0);
});

test('a word of a script without spaces is found in the middle of a sentence, with other words and by its parts', async () => {
  const texts = [
    '数据库停止响应，搜索服务因此返回错误',
    '東京のデータベースが応答しない broker',
    'search is down',
    'Kafka消息积压',
    '메시지가 쌓였다',
    'ระบบค้นหาล่ม ซ่อมแล้ว',
  ];
  await importFile(ctx, { ref }, { text: messages(texts) });
  const searchTexts = async (text: string) =>
    (await readRecord(ctx, ref, { text })).items.map((item) => item.text);
  expect(await searchTexts('搜索')).toEqual([texts[0]]);
  expect(await searchTexts('错误 搜索')).toEqual([texts[0]]);
  expect(await searchTexts('データベース broker')).toEqual([texts[1]]);
  expect(await searchTexts('データベース search')).toEqual([]);
  expect(await searchTexts('100%搜')).toEqual([]);
  expect(await searchTexts('息积')).toEqual([texts[3]]);
  expect(await searchTexts('压')).toEqual([texts[3]]);
  expect(await searchTexts('kafka 积压消')).toEqual([]);
  expect(await searchTexts('시지')).toEqual([texts[4]]);
  expect(await searchTexts('ค้นหา')).toEqual([texts[5]]);
  expect(await outlineRecord(ctx, ref, { text: '応答' })).toMatchObject({ total: 1 });
});
