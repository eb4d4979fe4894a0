import type { Context } from '@debrief/core/context';
import { beginImport } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeMemory } from '../apps/cli/node-memory.mjs';
import { startPostgres } from '../tools/postgres.ts';
import { insertBare, takeRows } from './bare-inserts.ts';
import { copyRowsOut } from './copied-rows.ts';
import {
  countFigure,
  measureElapsed,
  megabytes,
  ratioFigure,
  type Figure,
  type Turns,
} from './figures.ts';
import { writeSlackExport } from './slack-export.ts';
import { emptyStore } from './stores.ts';

const messages = 20_000;
const bigMessages = 200_000;
const rounds = 3;

export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-export-'));
  const postgres = await startPostgres();
  try {
    const small = join(folder, 'small');
    await writeSlackExport(small, { messages });
    const big = join(folder, 'big');
    const bytes = await writeSlackExport(big, { messages: bigMessages, messagesPerDay: 20_000 });
    for (const [where, url] of [
      ['embedded', null],
      [`on PostgreSQL ${postgres.version.split(' ')[0]}`, postgres.url],
    ] as const) {
      yield speed(where, small, url);
      if (url !== null) yield speedNextToCopy(small, url);
      yield memory(where, big, bytes, url ?? '');
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Our importer, compared with parsing the same files and inserting the same rows into the same
 * empty tables.
 */
async function speed(where: string, folder: string, serverUrl: string | null): Promise<Figure> {
  const turns: Turns = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    await using ours = await emptyStore(serverUrl);
    turns.ours.push(await importOnce(ours.ctx, folder));
    const rows = await takeRows(ours.store);
    await using bare = await emptyStore(serverUrl);
    const parseMs = await measureElapsed(() => parseBare(folder));
    turns.bare.push(parseMs + (await insertBare(bare.store, rows)));
  }
  const what = `import of ${messages.toLocaleString('en')} Slack messages, ${where}`;
  return ratioFigure(what, turns, 'bare parse and inserts of the same rows', 1.7);
}

/** Our importer, compared with COPY of the same rows into the same empty tables with their indexes. */
async function speedNextToCopy(folder: string, serverUrl: string): Promise<Figure> {
  const turns: Turns = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    await using ours = await emptyStore(serverUrl);
    turns.ours.push(await importOnce(ours.ctx, folder));
    await using rows = await copyRowsOut(ours.url ?? '');
    await using bare = await emptyStore(serverUrl);
    turns.bare.push(await rows.into(bare.url ?? ''));
  }
  const what = `import of ${messages.toLocaleString('en')} Slack messages on a server`;
  return ratioFigure(what, turns, 'COPY of the same rows', 2.5);
}

/** Milliseconds. */
async function importOnce(ctx: Context, folder: string): Promise<number> {
  const incident = await declareIncident(ctx, { title: 'Bench' });
  return measureElapsed(async () => {
    const upload = await openUpload(folder, 'export');
    const input = { incident: incident.ref, name: 'export' };
    const summary = await (await beginImport(ctx, input, upload, 'bench')).run();
    if (summary.imported !== messages)
      throw new Error(`the import stored ${summary.imported} of ${messages}: ${summary.problem}`);
  });
}

async function parseBare(folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true }))
    if (file.endsWith('.json')) JSON.parse(await readFile(join(folder, file), 'utf8'));
}

/** A separate process imports the large export and reports how much its memory grew. */
async function memory(
  where: string,
  folder: string,
  bytes: number,
  serverUrl: string,
): Promise<Figure> {
  // As apps/cli/debrief.mjs starts it.
  const child = spawn(
    process.execPath,
    [...nodeMemory.args, join(import.meta.dirname, 'import-memory.ts'), folder, serverUrl],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...nodeMemory.env, ...process.env },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const [added = NaN, imported = NaN, seconds = NaN] = output.trim().split(' ').map(Number);
  return countFigure(
    `memory added by importing ${megabytes(bytes)} of Slack export, ${where}`,
    `${megabytes(added)} (${imported.toLocaleString('en')} imported in ${Math.round(seconds)} s)`,
    'less than 200 MB',
    added < 200_000_000 && imported === bigMessages,
  );
}
