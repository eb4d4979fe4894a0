import type { PGlite } from '@electric-sql/pglite';
import {
  PGliteDialect,
  PGliteDriver,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type TransactionSettings,
} from 'kysely';
import { setImmediate } from 'node:timers/promises';

/**
 * Kysely's PGlite dialect with one user of the session at a time. Its own driver shares the
 * connection, so that a query from outside would run inside another transaction, or a second
 * transaction would commit the first.
 */
export class SerialPGliteDialect extends PGliteDialect {
  readonly #pglite: PGlite;
  readonly #checkRoom: () => Promise<void>;

  /** `checkRoom` throws if there is too little disk space to write. */
  constructor(pglite: PGlite, checkRoom: () => Promise<void> = async () => {}) {
    super({ pglite });
    this.#pglite = pglite;
    this.#checkRoom = checkRoom;
  }

  override createDriver(): Driver {
    return new SerialPGliteDriver(this.#pglite, this.#checkRoom);
  }
}

class SerialPGliteDriver extends PGliteDriver {
  #tail: Promise<void> = Promise.resolve();
  #release: () => void = () => {};
  #connection: DatabaseConnection | undefined;
  readonly #checkRoom: () => Promise<void>;

  constructor(pglite: PGlite, checkRoom: () => Promise<void>) {
    super({ pglite });
    this.#checkRoom = checkRoom;
  }

  override async beginTransaction(
    connection: Parameters<PGliteDriver['beginTransaction']>[0],
    settings?: TransactionSettings,
  ): Promise<void> {
    // Only snapshot reads name an isolation level; all other transactions write.
    if (settings?.isolationLevel === undefined) await this.#checkRoom();
    await super.beginTransaction(connection);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#tail;
    this.#tail = promise;
    await before;
    this.#release = resolve;
    return (this.#connection ??= makePolite(await super.acquireConnection()));
  }

  override async releaseConnection(): Promise<void> {
    this.#release();
  }
}

const longestTurnMs = 20;

/**
 * Queries of the embedded database run in this process and end without waiting for anything: a long
 * series of them would keep it from all other work, so that it seems to be stuck.
 */
function makePolite(connection: DatabaseConnection): DatabaseConnection {
  const execute = connection.executeQuery.bind(connection);
  let turnStarted = performance.now();
  return Object.assign(connection, {
    executeQuery: async (query: CompiledQuery) => {
      if (performance.now() - turnStarted > longestTurnMs) {
        await setImmediate();
        turnStarted = performance.now();
      }
      return execute(query);
    },
  });
}
