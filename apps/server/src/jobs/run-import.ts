import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@debrief/contract';
import { keepImportsAlive, runImportJob } from '@debrief/core/evidence';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

const aliveMs = 15_000;
const fullDiskMs = 15_000;

/** Runs an import; throws if it should continue later. */
export async function runImport(
  deps: Deps,
  data: JobData['import.run'],
  signal: AbortSignal,
): Promise<void> {
  const { uploads, log } = deps;
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const alive = setInterval(() => {
    keepImportsAlive(ctx, uploads.folderId).catch((err: unknown) =>
      log.warn({ err }, 'imports could not be kept alive'),
    );
  }, aliveMs);
  try {
    const ended = await retryOnFullDisk(signal, () => runImportJob(ctx, data, uploads, signal));
    if (!ended) return;
    if (ended.state === 'running') throw new Error('The process stops');
    const { id, state, read, imported, duplicates, rejected } = ended;
    log.info({ import: id, state, read, imported, duplicates, rejected }, 'import ended');
  } finally {
    clearInterval(alive);
  }
}

/** On a full disk the queue can't save that the job should run again, so it stays with this one. */
async function retryOnFullDisk<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'storage-full')) throw error;
      await sleep(fullDiskMs, undefined, { signal });
    }
  }
}
