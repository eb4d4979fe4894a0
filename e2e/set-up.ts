import { startDebrief, waitForSample } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureWebBuilt } from '../tools/set-up.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * The data of a Debrief that has started once: the demo incident exists, and there is no
     * account yet.
     */
    startedDataDir: string;
  }
}

/**
 * Journeys use the built web application, so it is built first if its sources have changed. Each
 * then continues from a copy of one first start.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureWebBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'debrief-started-'));
  // Journeys use the sample's evidence, without its finished analysis.
  const debrief = await startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'raw' } });
  await waitForSample(debrief.client, 'INC-1');
  await debrief.stop();
  project.provide('startedDataDir', dataDir);
  return () => rm(dataDir, { recursive: true, force: true });
}
