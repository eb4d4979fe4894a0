import { keepImportsAlive, runImportJob } from '@debrief/core/evidence';
import type { JobData } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';

const aliveMs = 15_000;

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
    const ended = await runImportJob(ctx, data, uploads, signal);
    if (!ended) return;
    if (ended.state === 'running') throw new Error('The process stops');
    const { id, state, read, imported, duplicates, rejected } = ended;
    log.info({ import: id, state, read, imported, duplicates, rejected }, 'import ended');
  } finally {
    clearInterval(alive);
  }
}
