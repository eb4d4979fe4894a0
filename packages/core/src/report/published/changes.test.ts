import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { writeSections } from '../index.ts';
import { publishVersion, readReadiness, reviewPage, unpublishVersion } from './index.ts';

let world: World;
let ctx: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
});

async function write(words: string): Promise<string> {
  const blocks = words
    .split('\n')
    .map((text) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }));
  return (
    await writeSections(ctx, { incident, sections: [{ how: 'replace', kind: 'summary', blocks }] })
  ).state;
}
const publish = async (words: string, more: { visibility?: 'restricted'; title?: string } = {}) =>
  publishVersion(ctx, { incident, state: await write(words), ...more });
const page = async (as: Context = ctx) =>
  (await reviewPage(as, { incident }, { scripts: [], styles: [] })).html;

describe('the differences from the previous version', () => {
  test('are on its page word by word, and shown before publishing the next', async () => {
    await publish('It was the broker.\nIt took an hour.');
    expect(await page()).not.toContain('differ');
    await publish('It was the alias.\nIt took an hour.');
    expect(await page()).toMatch(
      /1 section differs from version 1[\s\S]*<p class="diff">It was the <del>broker<\/del><ins>alias<\/ins>\.\s+It took an hour\./,
    );

    expect((await readReadiness(ctx, { incident })).since).toEqual({ number: 2, sections: [] });
    await write('It was the alias.\nIt took an hour <b>or two.');
    expect((await readReadiness(ctx, { incident })).since?.sections).toMatchObject([
      { section: 'Summary', how: 'changed', added: 3, removed: 0 },
    ]);
    await publish('It was the alias.\nIt took an hour <b>or two.');
    expect(await page()).toContain('<ins> &lt;b&gt;or two</ins>');
  });

  test('keep the title until someone changes it', async () => {
    const titles = [
      await publish('One.'),
      await publish('Two.', { title: 'What we saw' }),
      await publish('Three.'),
      await publish('Four.', { title: 'What we see' }),
    ].map((version) => version.title);
    const [first = ''] = titles;
    expect(titles).toEqual([first, 'What we saw', 'What we saw', 'What we see']);
    expect(first).not.toBe('');
  });

  test('compare with the newest one that this reader can read: never an unpublished one or one for others', async () => {
    await publish('First words.');
    await publish('A secret name.', { visibility: 'restricted' });
    await publish('Last words.');
    const reader = await page(world.as(world.viewer));
    expect(reader).toContain('differs from version 1');
    expect(reader).not.toContain('secret');
    expect(await page()).toMatch(/differs from version 2[\s\S]*secret/);
    await unpublishVersion(ctx, { incident, number: 2, reason: 'A name slipped in' });
    expect(await page()).not.toContain('secret');
    await unpublishVersion(ctx, { incident, number: 1, reason: 'Too early' });
    expect(await page()).not.toContain('First');
  });
});
