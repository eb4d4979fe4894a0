import { startDebrief } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureWebBuilt } from '../tools/set-up.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data of a Debrief that has started once: the demo incident is there, and nobody owns it yet. */
    startedDataDir: string;
  }
}

/** The journeys use the web application as it is served, so it is built first where its sources have changed. Each then goes on from a copy of one first start. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureWebBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'debrief-started-'));
  // It answers once the demo is imported.
  await (await startDebrief({ dataDir })).stop();
  project.provide('startedDataDir', dataDir);
  return () => rm(dataDir, { recursive: true, force: true });
}
