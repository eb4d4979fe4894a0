import { importBundleText, testWorld } from '@debrief/testkit';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { measureRelevance } from './testing/relevance.ts';

const sample = new URL('../../../../demo/sample/finished.bundle.jsonl', import.meta.url);

test('labelled searches are ordered better than by plain ts_rank', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  await importBundleText(ctx, await readFile(sample));
  const { queries, ours, plain } = await measureRelevance(ctx);
  expect(queries).toBeGreaterThanOrEqual(60);
  expect(ours).toBeGreaterThan(0.65);
  expect(ours).toBeGreaterThan(plain + 0.2);
});
