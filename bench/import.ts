import { beginImport } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../tools/postgres.ts';
import { insertBare, takeRows } from './bare-inserts.ts';
import { megabytes, median, type Figure } from './figures.ts';
import { writeSlackExport } from './slack-export.ts';
import { emptyStore } from './stores.ts';

const messages = 40_000;
const bigMessages = 1_150_000;
const rounds = 3;

export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-export-'));
  const postgres = await startPostgres();
  try {
    const small = join(folder, 'small');
    await writeSlackExport(small, { messages });
    const server = `on PostgreSQL ${postgres.version.split(' ')[0]}`;
    yield speed('embedded', small, null);
    yield speed(server, small, postgres.url);
    await rm(small, { recursive: true });
    const big = join(folder, 'big');
    const bytes = await writeSlackExport(big, { messages: bigMessages, messagesPerDay: 20_000 });
    yield memory('embedded', big, bytes, '');
    yield memory(server, big, bytes, postgres.url);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Our importer against the same rows, into the same empty tables, with nothing but inserts. */
async function speed(where: string, folder: string, serverUrl: string | null): Promise<Figure> {
  const ratios: number[] = [];
  const ourTimes: number[] = [];
  const bareTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await using ours = await emptyStore(serverUrl);
    const incident = await declareIncident(ours.ctx, { title: 'Bench' });
    const upload = await openUpload(folder, 'export');
    const start = performance.now();
    const begun = await beginImport(
      ours.ctx,
      { incident: incident.ref, name: 'export' },
      upload,
      'bench',
    );
    const summary = await begun.run();
    const ourMs = performance.now() - start;
    if (summary.imported !== messages)
      throw new Error(`the import stored ${summary.imported} of ${messages}: ${summary.problem}`);
    const rows = await takeRows(ours.store);
    await using bare = await emptyStore(serverUrl);
    const bareMs = await insertBare(bare.store, rows);
    ratios.push(bareMs / ourMs);
    ourTimes.push(ourMs);
    bareTimes.push(bareMs);
  }
  const ratio = median(ratios);
  return {
    what: `import of ${messages.toLocaleString('en')} Slack messages, ${where}`,
    measured: `${perSecond(messages, median(ourTimes))} (${Math.round(ratio * 100)} % of bare inserts, median of ${rounds})`,
    yardstick: `bare inserts ${perSecond(messages, median(bareTimes))}; at least 60 %`,
    isMet: ratio >= 0.6,
  };
}

function perSecond(count: number, ms: number): string {
  return `${Math.round((count / ms) * 1000).toLocaleString('en')} records/s`;
}

/** A process of its own imports the big export and says how much its memory grew. */
async function memory(
  where: string,
  folder: string,
  bytes: number,
  serverUrl: string,
): Promise<Figure> {
  // As apps/cli/debrief.mjs starts it.
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', join(import.meta.dirname, 'import-memory.ts'), folder, serverUrl],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const [added = NaN, imported = NaN, seconds = NaN] = output.trim().split(' ').map(Number);
  return {
    what: `memory added by importing ${megabytes(bytes)} of Slack export, ${where}`,
    measured: `${megabytes(added)} (${imported.toLocaleString('en')} imported in ${Math.round(seconds)} s)`,
    yardstick: 'less than 200 MB',
    isMet: added < 200_000_000 && imported === bigMessages,
  };
}
