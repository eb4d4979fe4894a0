import { resolve } from 'node:path';
import {
  createSignOn,
  dropSetting,
  newToken,
  createSetupToken,
  getOrCreateSetting,
} from '@debrief/core/account';
import {
  createIds,
  systemClock,
  type Clock,
  type Context,
  type Ids,
  type Log,
} from '@debrief/core/context';
import { openStore } from '@debrief/core/db';
import { endLostImports, uploadsInUse } from '@debrief/core/evidence';
import { endLostLeases } from '@debrief/core/inbound';
import { schedulePageChecks } from '@debrief/core/catalog';
import { scheduleEmails } from '@debrief/core/notification';
import { scheduleRetention } from '@debrief/core/retention';
import pino from 'pino';
import type { Config } from './config.ts';
import { createListeners } from './connections/listeners.ts';
import { closedFolder, readSecret, refuseLostDatabase } from './data-folder.ts';
import { makeDemo } from './demo.ts';
import type { Deps } from './deps.ts';
import { errorForLog } from './error-log.ts';
import { createApp } from './http/app.ts';
import { createContext } from './http/auth.ts';
import { openLiveHub } from './http/live-hub.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { openJobs } from './jobs/job-queue.ts';
import { createFlood } from './inbound/flood.ts';
import { createFetchText } from './inbound/fetch-text.ts';
import { createGuardedFetch } from './network/guarded-fetch.ts';
import { createOpenSocket } from './network/guarded-socket.ts';
import { parsePrivateHosts } from './network/private-address.ts';
import { takeLock, type Lock } from './lock.ts';
import { copyPreparedDatabase } from './new-database.ts';
import { openUploads } from './uploads.ts';

/** A Debrief process with everything open except the port. */
export interface Debrief {
  deps: Deps;
  app: ReturnType<typeof createApp>;
  lock: Lock | null;
  /** Path of the one-time link that creates the first account; null if there is one. */
  ownerPath: string | null;
  /** Adds the sample data to an empty database, without delaying the start. */
  addDemo(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the configured database and everything that depends on it; locks the data folder if the
 * database is in it. Errors: `in-use`, `unavailable`, `unsupported`, `storage-full`.
 */
export async function openDebrief(
  given: Config,
  baseUrl: string,
  { clock = systemClock, ids = createIds(clock) }: { clock?: Clock; ids?: Ids } = {},
): Promise<Debrief> {
  const config = { ...given, data: resolve(given.data) };
  const log = createLog(config.logLevel);
  const operatorToken = newToken('op_');
  await closedFolder(config.data);
  if (!config.databaseUrl) await refuseLostDatabase(config.data);
  const lock = config.databaseUrl ? null : await takeLock(config.data, operatorToken);
  // Closes what was opened in reverse order, also after a failure half-way.
  const opened: (() => Promise<void>)[] = [async () => lock?.release()];
  const closeAll = async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  try {
    if (!config.databaseUrl) await copyPreparedDatabase(config.data);
    const store = await openStore(
      config.databaseUrl
        ? { kind: 'server', url: config.databaseUrl.reveal() }
        : { kind: 'embedded', dataDir: config.data },
    );
    opened.push(() => store.close());
    const live = await openLiveHub(store);
    opened.push(() => live.close());
    const uploads = await openUploads(config.data);
    const jobs = await openJobs(store, uploads.folderId, log);
    opened.push(() => jobs.stop());
    const base = { config, store, clock, ids, log, live, jobs, uploads };
    const system = createContext(base, { type: 'system', name: 'Debrief' }, null);
    const secret = config.secret?.reveal() ?? (await sharedSecret(system, config));
    const privateHosts = parsePrivateHosts(config.privateHosts ?? '');
    const fetch = createGuardedFetch(privateHosts, () => clock.now());
    const listeners = createListeners();
    opened.push(() => listeners.stop());
    const deps: Deps = {
      ...base,
      operatorToken,
      fetch,
      openSocket: createOpenSocket(privateHosts),
      listeners,
      fetchText: createFetchText(fetch),
      flood: createFlood(clock),
      signOn: createSignOn({ db: store.db, secret, baseUrl: config.publicUrl ?? baseUrl, ids }),
    };
    if (lock) {
      await endLostImports(system);
      await endLostLeases(system);
    }
    await uploads.sweep(await uploadsInUse(system, uploads.folderId), oldestUpload(lock !== null));
    const stopping = new AbortController();
    let demo = Promise.resolve();
    opened.push(async () => {
      stopping.abort();
      await demo;
    });
    const setupToken = await createSetupToken(system);
    await jobs.work((kind, data, signal) => jobHandlers[kind](deps, data, signal));
    await scheduleRetention(system);
    await schedulePageChecks(system);
    if (config.smtpUrl !== null || config.chatUrl !== null) await scheduleEmails(system);
    return {
      deps,
      app: createApp(deps),
      lock,
      ownerPath: setupToken && `/welcome?token=${setupToken}`,
      addDemo: () =>
        (demo = makeDemo(system, config.demo, {
          isAlone: lock !== null,
          signal: stopping.signal,
        }).catch((err: unknown) => log.error({ err }, 'the sample data could not be added'))),
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/**
 * Processes on one server accept each other's signatures, so without a configured key they share
 * one in the database.
 */
async function sharedSecret(ctx: Context, config: Config): Promise<string> {
  if (config.databaseUrl) return getOrCreateSetting(ctx, 'session-secret', () => newToken());
  await dropSetting(ctx, 'session-secret');
  return readSecret(config.data);
}

/** A process that shares the folder may still be receiving a recent file. */
function oldestUpload(isAlone: boolean): Date {
  const now = systemClock.now().getTime();
  return new Date(isAlone ? now : now - 24 * 3_600_000);
}

/** Structured logs on stderr; stdout has only the line for people. */
function createLog(level: Config['logLevel']): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: errorForLog, error: errorForLog },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['token', 'password', '*.token', '*.password'],
    },
    pino.destination(2),
  );
}
