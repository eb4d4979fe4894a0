import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '@debrief/readers/encoding';
import { testWorld, type World } from '@debrief/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { getPaste, getStory, listStories, pasteStory } from './index.ts';

let world: World;
let ctx: Context;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('a pasted story', () => {
  test('in any order becomes sentences in story order, and asks for the missing part', async () => {
    const text =
      'RESULT: MTTR went from 45 min to 15 min, according to our dashboard.\nSITUATION: Search was down.\nACTION:\n- Restarted the job\n- Moved the alias';
    const pasted = await pasteStory(ctx, { text, title: 'Search' });
    const [first] = pasted.stories;
    expect(first?.story).toMatchObject({ title: 'Search', paste: { isMended: false } });
    expect(first?.story.claims.map((claim) => [claim.part, claim.text])).toEqual([
      ['situation', 'Search was down.'],
      ['action', 'Restarted the job'],
      ['action', 'Moved the alias'],
      ['result', 'MTTR went from 45 min to 15 min, according to our dashboard.'],
    ]);
    expect(first?.story.claims.every((claim) => claim.grade === 'no-evidence')).toBe(true);
    expect(first?.story.claims[3]?.numbers).toMatchObject([
      {
        text: '45 min to 15 min',
        baseline: '45 min',
        source: 'according to our dashboard',
        n: null,
      },
    ]);
    expect(first?.questions).toMatchObject([
      { part: 'task', question: expect.stringContaining('No task') },
    ]);
    expect(await getPaste(ctx, { id: pasted.pasteId })).toMatchObject({
      text,
      original: base64(Buffer.from(text)),
      isMended: false,
    });
    for (const who of ['admin', 'operator', 'outsider'] as const)
      await expect(getPaste(world.as(world[who]), { id: pasted.pasteId })).rejects.toMatchObject({
        code: 'not-found',
      });
  });

  test('from memory marks each sentence', async () => {
    const pasted = await pasteStory(ctx, {
      text: 'Situation: Search was down.\nAction: I moved the alias.',
      isRecollection: true,
    });
    expect(pasted.stories[0]?.story.claims.map((claim) => claim.grade)).toEqual([
      'from-memory',
      'from-memory',
    ]);
  });

  test('of several answers becomes several stories', async () => {
    const one = (name: string) =>
      `# ${name}\n\nSituation: ${name} broke.\nTask: I was on call.\nAction: I fixed ${name}.\nResult: ${name} works.\n\n---\n\n`;
    const pasted = await pasteStory(ctx, { text: one('Search') + one('Billing') });
    expect(pasted.stories.map(({ story }) => [story.title, story.claims.length])).toEqual([
      ['Search', 4],
      ['Billing', 4],
    ]);
    expect((await listStories(ctx, {})).items).toHaveLength(2);
  });

  test('in Chinese, as bytes of GB 18030 or garbled, is repaired; the original is kept', async () => {
    const chinese = await pasteStory(ctx, {
      text: '情境：搜索没有结果。\n任务：我值班。\n行动：我修正了别名。\n结果：40 秒后恢复。',
    });
    expect(chinese.stories[0]?.story.claims.map((claim) => claim.text)).toEqual([
      '搜索没有结果。',
      '我值班。',
      '我修正了别名。',
      '40 秒后恢复。',
    ]);
    const mangled =
      'Situation: Lag ‚Üí alarms.\nTask: Mine.\nAction: Moved it.\nResult: 45 ‚Üí 15 min.';
    const mended = await pasteStory(ctx, { text: mangled });
    expect(mended).toMatchObject({ isMended: true, encoding: 'mac-roman' });
    expect(mended.stories[0]?.story.claims[3]?.text).toBe('45 → 15 min.');
    expect(
      Buffer.from((await getPaste(ctx, { id: mended.pasteId })).original, 'base64').toString(),
    ).toBe(mangled);
  });

  test('of prose has its parts suggested with the reason, and nothing else', async () => {
    const text =
      'Last spring our search went down. I was responsible for getting it back. I compared the alias with the deploy and moved it. As a result it was back in 40 seconds.';
    const pasted = await pasteStory(ctx, { text });
    expect(pasted.stories[0]?.story.claims.map((claim) => claim.text).join(' ')).toBe(text);
    expect(pasted.stories[0]?.partsSuggested.length).toBeGreaterThan(2);
    await expect(pasteStory(ctx, { text: '   ' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(pasteStory(ctx, {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(pasteStory(world.as(world.operator), { text })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('bytes of an unknown encoding', () => {
  test('that are UTF-8 are read as written, whatever they contain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.startsWith('\uFEFF'));
        expect(decodeText(Buffer.from(text, 'utf8'))).toEqual({
          text: text.toWellFormed(),
          encoding: null,
        });
      }),
    );
  });

  test('of UTF-16 are read by their byte order mark, others as Windows-1252, and none is refused', () => {
    expect(decodeText(Buffer.from('\uFEFF搜索', 'utf16le'))).toEqual({
      text: '搜索',
      encoding: 'utf-16le',
    });
    expect(decodeText(Buffer.from('La cach\xe9 est vid\xe9e', 'latin1'))).toEqual({
      text: 'La caché est vidée',
      encoding: 'windows-1252',
    });
    expect(decodeText(Uint8Array.from([0xcb, 0xd1, 0xcb, 0xf7, 0xbb, 0xd6, 0xb8, 0xb4]))).toEqual({
      text: '搜索恢复',
      encoding: 'gb18030',
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof decodeText(bytes).text).toBe('string');
      }),
    );
  });
});

const documents = join(import.meta.dirname, '../../../../../shared/reference/founding-documents');
const files = existsSync(documents) ? readdirSync(documents) : [];

describe('the answers of the founding documents', () => {
  const file = (start: string) =>
    readFileSync(join(documents, files.find((name) => name.startsWith(start)) ?? ''));
  const letters = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';

  test('are fourteen of the bank, one exemplar and one of prose: each becomes a story with its parts, and none loses a word', async ({
    skip,
  }) => {
    if (files.length === 0) skip('The founding documents are not beside the repository.');
    const bank = await pasteStory(ctx, { bytes: base64(file('004')) });
    expect(bank).toMatchObject({ isMended: true });
    expect(bank.stories).toHaveLength(14);
    for (const { story } of bank.stories)
      expect(new Set(story.claims.map((claim) => claim.part))).toEqual(
        new Set(['situation', 'task', 'action', 'result']),
      );
    const exemplar = await pasteStory(ctx, { bytes: base64(file('001')) });
    expect(
      exemplar.stories.some(
        ({ story }) => new Set(story.claims.map((claim) => claim.part)).size >= 4,
      ),
    ).toBe(true);
    const prose = await pasteStory(ctx, { bytes: base64(file('000')) });
    expect(prose.stories.length).toBeGreaterThan(0);
    for (const pasted of [bank, exemplar, prose]) {
      const whole = letters((await getPaste(ctx, { id: pasted.pasteId })).text);
      for (const { story } of pasted.stories)
        for (const claim of (await getStory(ctx, { id: story.id })).claims)
          expect(whole).toContain(letters(claim.text));
    }
  });
});
