import { PGlite } from '@electric-sql/pglite';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { DomainError } from '@debrief/contract';
import { translateDatabaseError } from './database-error.ts';
import { createListener } from './listener.ts';
import { migrate } from './migrate.ts';
import { SerialPGliteDialect } from './pglite-dialect.ts';
import type { Tables } from './tables.ts';

const leastRoom = 64 * 1024 * 1024;

export type Database = Kysely<Tables> | Transaction<Tables>;

/** An open database and what the rest of Debrief needs from it. */
export interface Store {
  db: Kysely<Tables>;
  kind: 'embedded' | 'server';
  /**
   * Runs SQL of the job queue outside our transactions. Text without values can contain several
   * statements and its own transaction; after a failure no transaction is left open.
   */
  run(text: string, values?: readonly unknown[]): Promise<{ rows: object[] }>;
  /**
   * Calls back for each NOTIFY on the channel, and with null after a lost connection, when
   * notifications may have been missed.
   */
  listen(channel: string, heard: (payload: string | null) => void): Promise<() => Promise<void>>;
  /** Whether the database responds. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

export type Where = { kind: 'embedded'; dataDir: string } | { kind: 'server'; url: string };

/**
 * Opens the database and migrates it. Errors: `unavailable`, `unsupported`, `storage-full`, each
 * with what to do.
 */
export async function openStore(where: Where): Promise<Store> {
  try {
    return where.kind === 'embedded'
      ? await openEmbedded(where.dataDir)
      : await openServer(where.url);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Opens a running PGlite, for example one that a test restored from a snapshot. */
export async function createPGliteStore(
  pglite: PGlite,
  checkRoom?: () => Promise<void>,
): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: new SerialPGliteDialect(pglite, checkRoom) });
  // There is only one session: it gets enough memory to sort and group a record of 100,000 items
  // without temporary files.
  await sql`set work_mem = '48MB'`.execute(db);
  await migrate(db, async (trx, text) => {
    for (const statement of statements(text)) await sql.raw(statement).execute(trx);
  });
  return {
    db,
    kind: 'embedded',
    run: (text, values) =>
      db.connection().execute(async () => {
        try {
          if (values?.length) return await pglite.query<object>(text, [...values]);
          const results = await pglite.exec(text);
          return { rows: results.flatMap((result) => result.rows) };
        } catch (error) {
          await pglite.exec('rollback');
          throw error;
        }
      }),
    listen: (channel, heard) => pglite.listen(channel, heard),
    isReady: async () => !pglite.closed,
    close: () => db.destroy(),
  };
}

async function openEmbedded(dataDir: string): Promise<Store> {
  const folder = join(dataDir, 'database');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create(folder).catch((error: unknown) => {
    throw new DomainError(
      'unavailable',
      `Can't open the embedded database in ${folder}. If the disk is full, free some space. If the folder is damaged, restore a backup.`,
      { cause: error },
    );
  });
  try {
    return await createPGliteStore(pglite, () => refuseWithoutRoom(folder));
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

/**
 * PGlite loops forever when a new log file does not fit, so writes are rejected while there is
 * still room for a few. Errors: as for a full disk.
 */
async function refuseWithoutRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < leastRoom)
    throw Object.assign(new Error('Less than 64 MB are free'), { code: 'ENOSPC' });
}

async function openServer(url: string): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'debrief',
  });
  // The pool replaces a broken connection at the next query. Without this listener it would end the
  // process.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, async (trx, text) => void (await sql.raw(text).execute(trx)));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    kind: 'server',
    run: async (text, values) => {
      const client = await pool.connect();
      try {
        // Several statements have several results, although the types declare one.
        const result: pg.QueryResult<object> | pg.QueryResult<object>[] =
          await client.query<object>(text, values && [...values]);
        client.release();
        return { rows: [result].flat().flatMap(({ rows }) => rows) };
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    listen: createListener(url),
    isReady: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => db.destroy(),
  };
}

/**
 * Splits a migration at semicolons that end a line outside a function body: PGlite prepares one
 * statement at a time.
 */
function statements(text: string): string[] {
  const bodies = text.split('$$');
  let current = '';
  const found: string[] = [];
  bodies.forEach((part, index) => {
    if (index % 2 === 1) {
      current += `$$${part}$$`;
      return;
    }
    const pieces = part.split(/;[ \t]*\n/);
    pieces.forEach((piece, at) => {
      current += piece;
      if (at < pieces.length - 1) {
        found.push(current);
        current = '';
      }
    });
  });
  found.push(current);
  return found.filter((statement) => statement.replaceAll(/--.*$/gm, '').trim() !== '');
}
