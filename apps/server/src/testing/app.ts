import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyScope } from '@debrief/contract';
import { createApiKey, createSignOn } from '@debrief/core/account';
import {
  createIds,
  silentLog,
  type Actor,
  type Clock,
  type Context,
  type Log,
} from '@debrief/core/context';
import type { Store } from '@debrief/core/db';
import { readConfig, type ConfigFlags } from '../config.ts';
import { createListeners } from '../connections/listeners.ts';
import type { Deps } from '../deps.ts';
import { createApp } from '../http/app.ts';
import { openLiveHub } from '../http/live-hub.ts';
import { jobHandlers } from '../jobs/handlers.ts';
import { openJobs } from '../jobs/job-queue.ts';
import { createFlood } from '../inbound/flood.ts';
import { openUploads } from '../uploads.ts';

export const operatorToken = 'op_test_token_of_the_operator';

/**
 * The HTTP app on an open store: no port, and no data folder except a temporary one for uploads.
 */
export interface TestApp extends AsyncDisposable {
  deps: Deps;
  app: ReturnType<typeof createApp>;
  /** Sends a request; `body` is sent as JSON unless it is text or a blob. */
  send(
    method: string,
    path: string,
    more?: { token?: string | undefined; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
}

export async function appOn(
  store: Store,
  clock: Clock,
  more: {
    flags?: Partial<ConfigFlags>;
    log?: Log;
    fetch?: Deps['fetch'];
    openSocket?: Deps['openSocket'];
    fetchText?: Deps['fetchText'];
  } = {},
): Promise<TestApp> {
  const data = await mkdtemp(join(tmpdir(), 'debrief-app-'));
  const ids = createIds(clock);
  const log = more.log ?? silentLog;
  const live = await openLiveHub(store);
  // One id for the folders of all tests: their database keeps its queues.
  const uploads = { ...(await openUploads(data)), folderId: 'test' };
  const jobs = await openJobs(store, uploads.folderId, log);
  const config = readConfig({ flags: { data, ...more.flags }, env: {} });
  const deps: Deps = {
    config,
    store,
    clock,
    ids,
    log,
    live,
    jobs,
    uploads,
    operatorToken,
    flood: createFlood(clock),
    listeners: createListeners(),
    openSocket: more.openSocket ?? (() => Promise.reject(new Error('no network in tests'))),
    fetch: more.fetch ?? (() => Promise.reject(new Error('no network in tests'))),
    fetchText: more.fetchText ?? (() => Promise.reject(new Error('no network in tests'))),
    signOn: createSignOn({
      db: store.db,
      secret: 'a secret of more than thirty-two characters',
      baseUrl: config.publicUrl ?? 'http://debrief.test',
      ids,
    }),
  };
  const app = createApp(deps);
  await jobs.work((kind, data, signal) => jobHandlers[kind](deps, data, signal));
  return {
    deps,
    app,
    async send(method, path, { token, body, headers } = {}) {
      const isRaw = typeof body === 'string' || body instanceof Blob;
      return app.fetch(
        new Request(`http://debrief.test${path}`, {
          method,
          ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
          headers: {
            ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
            ...(token && { authorization: `Bearer ${token}` }),
            ...headers,
          },
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      live.end();
      await deps.listeners.stop();
      await jobs.stop();
      await live.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** An API key of the account with all scopes, as it is sent. */
export async function createToken(
  ctx: Context & { actor: Actor },
  scopes: readonly KeyScope[] = KeyScope.options,
): Promise<string> {
  return (await createApiKey(ctx, { name: scopes.join(), scopes: [...scopes] })).key;
}
