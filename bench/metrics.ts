import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginImport } from '@debrief/core/evidence';
import { declareIncident } from '@debrief/core/incident';
import { listSuspects } from '@debrief/core/suspects';
import { openUpload } from '@debrief/readers';
import { countFigure, measureElapsed, megabytes, ms, type Figure } from './figures.ts';
import { createRandom } from './random.ts';
import { emptyStore } from './stores.ts';

const columns = 40;
const rows = 25_000;
const start = Date.UTC(2026, 0, 1);
const minuteMs = 60_000;
/** In the last hour the first service and its database rise. */
const rising = new Set([0, 7]);
const badRows = 60;

/** A million measurements: a CSV file with a row each minute and a column for each service. */
async function writeMetrics(path: string): Promise<void> {
  const file = await open(path, 'w');
  const next = createRandom(5);
  const names = Array.from({ length: columns }, (_, at) => `service${at}_latency_ms`);
  await file.write(`time,${names.join(',')}\n`);
  for (let row = 0; row < rows; row += 1) {
    const isBad = row >= rows - badRows;
    const values = names.map((_, at) =>
      (20 + next() * 3 + (isBad && rising.has(at) ? 200 : 0)).toFixed(2),
    );
    await file.write(`${new Date(start + row * minuteMs).toISOString()},${values.join(',')}\n`);
  }
  await file.close();
}

/** A file of a million points, imported and ranked. The memory is that of the process with the embedded database. */
export async function* measure(): AsyncIterable<Figure> {
  await using made = await emptyStore(null);
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-metrics-'));
  const path = join(folder, 'metrics.csv');
  await writeMetrics(path);
  const { size } = await stat(path);
  const { ref } = await declareIncident(made.ctx, {
    title: 'Latency of service0 is high',
    services: ['service0'],
  });
  const upload = await openUpload(path, 'metrics.csv');
  const before = process.memoryUsage.rss();
  let highest = before;
  const sampler = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 50);
  const options = { incident: ref, name: 'metrics.csv' };
  let imported = 0;
  const importMs = await measureElapsed(async () => {
    ({ imported } = await (await beginImport(made.ctx, options, upload, 'bench')).run());
  });
  const importBytes = highest - before;
  const at = new Date(start + (rows - badRows / 2) * minuteMs).toISOString();
  let strength = '';
  const rankMs = await measureElapsed(async () => {
    const { components } = await listSuspects(made.ctx, { incident: ref, at });
    strength = components?.strength ?? 'none';
  });
  clearInterval(sampler);
  await rm(folder, { recursive: true });
  const points = (columns * rows).toLocaleString('en');
  yield countFigure(
    `import of ${points} points (${megabytes(size)}), embedded`,
    `${ms(importMs)}; ${megabytes(importBytes)} of memory added`,
    'less than 300 MB added',
    imported === rows && importBytes < 300_000_000,
  );
  yield countFigure(
    'their suspects',
    `${ms(rankMs)}; ${megabytes(highest - before)} of memory added since the start`,
    'less than 10 s, and one that is strong',
    rankMs < 10_000 && strength === 'strong',
  );
}
