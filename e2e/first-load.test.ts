import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const dist = join(import.meta.dirname, '../apps/web/dist');
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
);

/** `npm run bench -- page` measures the same in a browser. */
test('the record page loads at most 190 kB of compressed scripts, and no schemas', async () => {
  const manifest = Manifest.parse(
    JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')),
  );
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const next of manifest[name]?.imports ?? []) load(next);
  };
  for (const name of ['index.html', 'incident/incident-layout.tsx', 'timeline/incident-desk.tsx'])
    load(Object.keys(manifest).find((key) => key.endsWith(name)) ?? name);
  const files = [...loaded].map((name) => join(dist, manifest[name]?.file ?? name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(`${file}.br`)).size));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(190_000);
  expect(texts.filter((text) => text.includes('ZodError'))).toEqual([]);
});
