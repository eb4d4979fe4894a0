import type { Block } from '@debrief/contract';
import { importFile, makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { addFinding, linkFactors } from '../../investigation/index.ts';
import { writeSections } from '../index.ts';
import { exportVersion, publishVersion } from './index.ts';

let world: World;
let ctx: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
});

const at = '2022-12-06T10:00:00Z';
const long = 'word '.repeat(400).trim();
const live = (kind: 'impact' | 'factors'): Block => ({
  type: 'live',
  attrs: { id: '01890000-0000-7000-8000-000000000001', kind, from: null, until: null, ids: null },
});

async function publishDocument(
  kind: 'impact' | 'factors',
): Promise<{ minutes: { article: number; all: number }; html: string }> {
  const blocks: Block[] = [
    { type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] },
    live(kind),
  ];
  const { state } = await writeSections(ctx, {
    incident,
    sections: [{ how: 'replace', kind: kind === 'impact' ? 'impact' : 'contributors', blocks }],
  });
  const { minutes, number } = await publishVersion(ctx, { incident, state });
  const html = String(
    (await exportVersion(ctx, { incident, format: 'html', number }, null)).body,
  ).replace(/<style>[\s\S]*<\/style>/, '');
  return { minutes, html };
}

const hurt = (name: string) =>
  addFinding(ctx, {
    type: 'impact',
    incident,
    at,
    statement: `Hurt ${name}`,
    howItFelt: long,
    windows: [{ from: at, until: null }],
  });
const folds = (html: string) =>
  [...html.matchAll(/<details class="fold">\s*<summary>([^<]*)/g)].map((found) => found[1]);

describe('main article first, details on request', () => {
  test('a short list is open; a long one shows and counts only the statements', async () => {
    for (const name of ['one', 'two', 'three']) await hurt(name);
    const open = await publishDocument('impact');
    expect(folds(open.html)).toEqual([]);
    expect(open.minutes.article).toBe(open.minutes.all);
    expect(open.minutes.article).toBeGreaterThan(4);

    await hurt('four');
    const long = await publishDocument('impact');
    expect(folds(long.html)).toEqual(Array.from({ length: 4 }, () => 'Details'));
    expect(long.minutes.article).toBe(1);
    expect(long.minutes.all).toBeGreaterThan(open.minutes.all);
  });

  test('a duration that was running when published is marked in the immutable version', async () => {
    await hurt('one');
    const { html } = await publishDocument('impact');
    expect(html).toContain('and still so when this was published');
    expect(html).not.toMatch(/ to now/);
  });

  test('factors in a graph are one fold, with each full factor inside', async () => {
    const ids: string[] = [];
    for (const statement of ['A', 'B', 'C', 'D'])
      ids.push(
        (
          await addFinding(ctx, {
            type: 'factor',
            kind: 'contributor',
            incident,
            at,
            statement: `Factor ${statement}`,
            sense: long,
          })
        ).findings[0]?.id ?? '',
      );
    expect(folds((await publishDocument('factors')).html)).toEqual(
      Array.from({ length: 4 }, () => 'Details'),
    );
    await linkFactors(ctx, { incident, from: ids[0] ?? '', to: ids[1] ?? '', kind: 'led-to' });
    const { html } = await publishDocument('factors');
    expect(html).toContain('<svg');
    expect(folds(html)).toEqual(['The 4 of them one by one, and how each made sense']);
  });

  test('shows the dates of an incident if known: one item of the record is not a range', async () => {
    const facts = async () =>
      /<p class="facts">([^<]*)</.exec((await publishDocument('impact')).html)?.[1];
    const record = (text: string) =>
      importFile(ctx, { ref: incident }, { name: `${text}.jsonl`, text: messages([text]) });
    await record('One');
    expect(await facts()).toBe('1 minute to read');
    await record('Two');
    expect(await facts()).toMatch(/^\d+ \w+ 20\d\d · 1 minute to read$/);
  });
});
