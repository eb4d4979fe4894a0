// Run by bench/import.ts: imports a folder and prints "bytes-added imported seconds".
import { beginImport } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { writeSlackExport } from './slack-export.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyStore } from './stores.ts';

const [folder = '', serverUrl = ''] = process.argv.slice(2);
await using opened = await emptyStore(serverUrl === '' ? null : serverUrl);
const { ctx } = opened;
const incident = await declareIncident(ctx, { title: 'Bench' });

// A small import first, so that code, connections and caches are loaded before the measurement, as
// in a running server.
const warm = await mkdtemp(join(tmpdir(), 'debrief-bench-warm-'));
await writeSlackExport(warm, { messages: 2_000, channels: 1 });
await (
  await beginImport(
    ctx,
    { incident: incident.ref, name: 'warm', source: 'warm' },
    await openUpload(warm, 'warm'),
    'warm',
  )
).run();
await rm(warm, { recursive: true });

const before = process.memoryUsage().rss;
let highest = before;
const sampler = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 50);
const start = performance.now();
const begun = await beginImport(
  ctx,
  { incident: incident.ref, name: 'export' },
  await openUpload(folder, 'export'),
  'bench',
);
const summary = await begun.run();
clearInterval(sampler);
if (summary.problem) console.error(summary.problem);
console.log(
  `${highest - before} ${summary.imported + summary.duplicates} ${(performance.now() - start) / 1000}`,
);
