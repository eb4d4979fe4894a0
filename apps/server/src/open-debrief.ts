import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createSignOn, newToken, offerOwnership, settingOnce } from '@debrief/core/account';
import { createIds, systemClock, type Log } from '@debrief/core/context';
import { openStore } from '@debrief/core/db';
import { endLostImports } from '@debrief/core/evidence';
import pino from 'pino';
import type { Config } from './config.ts';
import { makeDemo } from './demo.ts';
import type { Deps } from './deps.ts';
import { createApp } from './http/app.ts';
import { contextOf } from './http/auth.ts';
import { openLiveHub } from './http/live-hub.ts';
import { createImportRunner } from './import-runner.ts';
import { takeLock, type Lock } from './lock.ts';

/** One process of Debrief with everything open but the port. */
export interface Debrief {
  deps: Deps;
  app: ReturnType<typeof createApp>;
  lock: Lock | null;
  /** Path of the one-time link that makes the first account, while there is none. */
  ownerPath: string | null;
  close(): Promise<void>;
}

/**
 * Opens the database that the configuration names and makes everything that hangs on it; takes the data folder where the database is in it.
 * Errors: `in-use`, `unavailable`, `unsupported`, `storage-full`.
 */
export async function openDebrief(given: Config, baseUrl: string): Promise<Debrief> {
  const config = { ...given, data: resolve(given.data) };
  const log = createLog(config.logLevel);
  const operatorToken = newToken('op_');
  const lock = config.databaseUrl ? null : await takeLock(config.data, operatorToken);
  // What was opened is closed again in reverse order, after a failure half-way too.
  const opened: (() => Promise<void>)[] = [async () => lock?.release()];
  const closeAll = async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  try {
    // Only whoever holds the folder may clear away what a killed process left in it.
    if (lock) await rm(join(config.data, 'uploads'), { recursive: true, force: true });
    const store = await openStore(
      config.databaseUrl
        ? { kind: 'server', url: config.databaseUrl.reveal() }
        : { kind: 'embedded', dataDir: config.data },
    );
    opened.push(() => store.close());
    const ids = createIds(systemClock);
    const live = await openLiveHub(store);
    opened.push(() => live.close());
    const imports = createImportRunner(log);
    const base = { config, store, clock: systemClock, ids, log, live, imports, operatorToken };
    const system = {
      db: store.db,
      actor: { type: 'system' as const, name: 'Debrief' },
      clock: systemClock,
      ids,
      log,
      requestId: null,
    };
    const secret = await settingOnce(system, 'session-secret', () => newToken());
    const deps: Deps = {
      ...base,
      signOn: createSignOn({ db: store.db, secret, baseUrl: config.publicUrl ?? baseUrl, ids }),
    };
    if (lock) await endLostImports(contextOf(deps, system.actor, null));
    if (config.demo)
      await makeDemo(contextOf(deps, system.actor, null), { isAlone: lock !== null });
    const ownerToken = await offerOwnership(contextOf(deps, system.actor, null));
    return {
      deps,
      app: createApp(deps),
      lock,
      ownerPath: ownerToken && `/welcome?token=${ownerToken}`,
      async close() {
        await imports.stop();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Structured logs on the error output, so that the standard output stays for the one line that people read. */
function createLog(level: Config['logLevel']): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['token', 'password', '*.token', '*.password'],
    },
    pino.destination(2),
  );
}
