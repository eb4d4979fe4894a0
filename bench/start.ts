import { startDebrief } from '@debrief/testkit/process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, ratioFigure, type Figure } from './figures.ts';
import { largeFolder, largeItems } from './large-record.ts';

const rounds = 5;

/**
 * From the start of the process to its ready line, compared with a process that opens the same
 * database and runs one query.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const folders: string[] = [];
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-start-'));
    folders.push(folder);
    return folder;
  };
  try {
    yield ratioFigure(
      'ready on an empty folder',
      await inTurns(
        rounds,
        async () => startOurs(await newFolder()),
        async () => startBare(await newFolder()),
        0,
      ),
      'bare PGlite making a new folder',
      6,
    );
    const demo = folders.at(-1) ?? '';
    yield* measureExisting('the demo', demo);
    yield* measureExisting(`${largeItems.toLocaleString('en')} items`, await largeFolder());
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function* measureExisting(what: string, dataDir: string): AsyncGenerator<Figure> {
  const database = join(dataDir, 'database');
  const turns = await inTurns(
    rounds,
    () => startOurs(dataDir),
    () => startBare(database),
    1,
  );
  yield ratioFigure(
    `ready on existing data (${what})`,
    turns,
    'bare PGlite opening it, one query',
    3,
  );
}

async function startOurs(dataDir: string): Promise<void> {
  // Data for a new folder is added after it is ready, and measured separately.
  await using _ = await startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'raw' } });
}

async function startBare(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-open.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  await once(child, 'close');
}
