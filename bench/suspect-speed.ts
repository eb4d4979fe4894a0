import { beginImport } from '@debrief/core/evidence';
import { declareIncident } from '@debrief/core/incident';
import { listSuspects } from '@debrief/core/suspects';
import { openUpload } from '@debrief/readers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFigure, measureElapsed, median, ms, type Figure } from './figures.ts';
import { createRandom, pick } from './random.ts';
import { emptyStore } from './stores.ts';

const changes = 50_000;
const bound = 300;
const services = [
  'checkout',
  'search',
  'catalog',
  'mailer',
  'billing',
  'gateway',
  'images',
  'auth',
];
const verbs = ['Raise', 'Rename', 'Cache', 'Drop', 'Retry', 'Split', 'Log', 'Move'];
const nouns = [
  'alias',
  'timeout',
  'pool',
  'index',
  'banner',
  'token',
  'queue',
  'schema',
  'limit',
  'parser',
];
const start = Date.UTC(2026, 0, 1);
const everyMs = (85 * 86_400_000) / changes;

/** Deploys of 85 days, one every two and a half minutes. */
function writeDeploys(): string {
  const next = createRandom(11);
  return Array.from({ length: changes }, (_, index) => {
    const service = pick(next, services);
    const text = `${service} ${index}: ${pick(next, verbs)} the ${pick(next, nouns)} of ${pick(next, services)}_${pick(next, nouns)} (#${index})`;
    const at = new Date(start + index * everyMs).toISOString();
    return JSON.stringify({
      id: `d${index}`,
      at,
      kind: 'change',
      text,
      service,
      version: `${index}`,
    });
  }).join('\n');
}

/** The suspects of an incident with 50,000 changes, embedded. */
export async function* measureSpeed(): AsyncIterable<Figure> {
  await using made = await emptyStore(null);
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-suspects-'));
  const path = join(folder, 'deploys.jsonl');
  await writeFile(path, writeDeploys());
  const { ref } = await declareIncident(made.ctx, {
    title: 'Payments in checkout_pool time out',
    services: ['checkout'],
  });
  const upload = await openUpload(path, 'deploys.jsonl');
  const options = { incident: ref, name: 'deploys.jsonl' };
  const { imported } = await (await beginImport(made.ctx, options, upload, 'bench')).run();
  await rm(folder, { recursive: true });
  const at = new Date(start + changes * everyMs).toISOString();
  const times: number[] = [];
  for (let round = 0; round < 9; round += 1)
    times.push(await measureElapsed(() => listSuspects(made.ctx, { incident: ref, at })));
  const middle = median(times.slice(2));
  yield countFigure(
    `Suspects of an incident with ${imported.toLocaleString('en')} changes, embedded`,
    `${ms(middle)} (median of ${times.length - 2})`,
    `less than ${bound} ms`,
    middle < bound && imported === changes,
  );
}
