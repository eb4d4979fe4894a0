import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { sql, type Kysely } from 'kysely';
import { DomainError } from '@debrief/contract';
import type { Tables } from './tables.ts';

const folder = new URL('./migrations/', import.meta.url);
const oldestServer = 150_000;

interface Migration {
  name: string;
  text: string;
  hash: string;
}

/** The numbered, forward-only migrations, in order. */
export async function migrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** One hash of all migrations: databases with the same one have the same tables. */
export async function hashMigrations(): Promise<string> {
  const hashes = (await migrations()).map(({ name, hash }) => `${name} ${hash}`);
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}

/** A version between releases can have applied the same migration under another number. */
function findRenamed({ hash }: { hash: string }, known: Migration[]): Migration | undefined {
  return known.find((one) => one.hash === hash);
}

/**
 * Migrates the database to this version of Debrief; safe when several processes start at once.
 * Errors: `unsupported` for a PostgreSQL before 15 or a database migrated by a newer Debrief.
 */
export async function migrate(
  db: Kysely<Tables>,
  exec: (db: Kysely<Tables>, text: string) => Promise<void>,
): Promise<string[]> {
  const version = await sql<{
    version: number;
  }>`select current_setting('server_version_num')::int as version`.execute(db);
  const found = version.rows[0]?.version ?? 0;
  if (found < oldestServer) {
    throw new DomainError(
      'unsupported',
      `PostgreSQL ${Math.floor(found / 10_000)} is too old for Debrief. Use PostgreSQL 15 or later.`,
    );
  }
  const known = await migrations();
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(7_233_100)})`.execute(trx);
    await sql`create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())`.execute(
      trx,
    );
    const done = await sql<{
      name: string;
      hash: string;
    }>`select name, hash from migration order by name`.execute(trx);
    const applied = new Set<string>();
    for (const row of done.rows) {
      const migration = known.find((one) => one.name === row.name) ?? findRenamed(row, known);
      if (!migration)
        throw new DomainError(
          'unsupported',
          `A newer Debrief upgraded this database (${row.name}). Start that version, or restore an older backup.`,
        );
      if (migration.hash !== row.hash)
        throw new DomainError(
          'unsupported',
          `Migration ${row.name} doesn't match this database. Start the Debrief version that created it.`,
        );
      if (migration.name !== row.name)
        await sql`update migration set name = ${migration.name} where name = ${row.name}`.execute(
          trx,
        );
      applied.add(migration.name);
    }
    const fresh = known.filter((migration) => !applied.has(migration.name));
    for (const migration of fresh) {
      await exec(trx, migration.text);
      await sql`insert into migration (name, hash) values (${migration.name}, ${migration.hash})`.execute(
        trx,
      );
    }
    return fresh.map((migration) => migration.name);
  });
}
