import { beginImport } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { openStore } from '@debrief/core/db';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext } from './stores.ts';
import { writeSlackExport } from './slack-export.ts';

export const largeItems = 100_000;
export const largeIncident = 'INC-1';

let made: Promise<string> | null = null;

/** A data folder with an incident of 100,000 items, created by the importer once per run. */
export function largeFolder(): Promise<string> {
  made ??= makeFolder();
  return made;
}

async function makeFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'debrief-bench-large-'));
  const folder = join(dataDir, 'export');
  await writeSlackExport(folder, { messages: largeItems });
  const store = await openStore({ kind: 'embedded', dataDir });
  const ctx = createContext(store);
  const incident = await declareIncident(ctx, { title: 'A record of 100,000 items' });
  const summary = await (
    await beginImport(
      ctx,
      { incident: incident.ref, name: 'export' },
      await openUpload(folder, 'export'),
      'bench',
    )
  ).run();
  await store.close();
  await rm(folder, { recursive: true });
  if (summary.imported !== largeItems)
    throw new Error(`the import stored ${summary.imported}: ${summary.problem}`);
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** The product on that folder, as a separate process. */
export async function startOnLargeRecord(): Promise<DebriefProcess> {
  return startDebrief({ dataDir: await largeFolder(), env: { DEBRIEF_DEMO: 'false' } });
}
