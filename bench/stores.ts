import { createIds, silentLog, systemClock, type Context } from '@debrief/core/context';
import { openStore, type Store } from '@debrief/core/db';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** An empty, migrated database of this kind, deleted when disposed. */
export interface BenchStore extends AsyncDisposable {
  store: Store;
  ctx: Context;
  /** The URL of a database on a server; null for an embedded one. */
  url: string | null;
}

/**
 * `serverUrl` is a server on which databases can be created; without it the store is embedded, in a
 * folder on disk.
 */
export async function emptyStore(serverUrl: string | null): Promise<BenchStore> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-'));
  const name = `bench_${folder.slice(-6).toLowerCase().replaceAll(/\W/g, '_')}`;
  if (serverUrl) await onServer(serverUrl, `create database ${name}`);
  const store = await openStore(
    serverUrl
      ? { kind: 'server', url: toDatabaseUrl(serverUrl, name) }
      : { kind: 'embedded', dataDir: folder },
  );
  return {
    store,
    ctx: createContext(store),
    url: serverUrl && toDatabaseUrl(serverUrl, name),
    async [Symbol.asyncDispose]() {
      await store.close();
      if (serverUrl) await onServer(serverUrl, `drop database ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function createContext(store: Store): Context {
  return {
    db: store.db,
    actor: { type: 'operator', name: 'bench' },
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLog,
    jobs: { add: async () => {} },
    requestId: null,
  };
}

function toDatabaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
