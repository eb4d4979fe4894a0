import { importBundleText, testWorld } from '@debrief/testkit';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listSuspects } from './index.ts';

const bundle = new URL('../../../../demo/sample/finished.bundle.jsonl', import.meta.url);

/** The rename in index-tooling, and two changes that people suspected at first. */
const real = /^index-tooling 1\.14\.0: .*update_alias/;
const redHerrings = [/^storefront 3\.118\.0/, /^broker 2022\.12\.06/];

test('in the sample incident the change that started it is first, and the red herrings are below it', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await importBundleText(ctx, await readFile(bundle, 'utf8'));
  const { symptom, changes } = await listSuspects(ctx, { incident: ref });
  expect(symptom.origin).toBe('impact-started');
  expect(changes.suspects[0]?.title).toMatch(real);
  expect(changes.suspects[0]?.factors[0]?.reason).toBe(
    '1 d 9 h before the symptom, and its job last ran 7 h 57 min before',
  );
  // They were made hours after the first listing was missing.
  for (const herring of redHerrings)
    expect(changes.after.some(({ title }) => herring.test(title))).toBe(true);
  // Two days later, when people saw it, the herrings were only minutes old.
  const seen = await listSuspects(ctx, { incident: ref, at: '2022-12-06T19:30:00Z' });
  const titles = seen.changes.suspects.map(({ title }) => title);
  expect(titles[0]).toMatch(real);
  for (const herring of redHerrings)
    expect(titles.findIndex((title) => herring.test(title))).toBeGreaterThan(0);
  expect(seen.changes.strength).not.toBe('strong');
});
