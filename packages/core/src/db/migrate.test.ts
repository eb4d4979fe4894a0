import { runInRollback, testWorld, type World } from '@debrief/testkit';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { translateDatabaseError, findViolatedConstraint } from './database-error.ts';
import { inTransaction, jsonb } from './index.ts';
import { migrate, migrations } from './migrate.ts';
import type { Tables } from './tables.ts';

let world: World;
let ctx: Context;
beforeAll(async () => {
  world = await testWorld();
  ctx = world.as(world.operator);
});

/** A server that reports this version and does nothing else. */
function serverOfVersion(version: number): Kysely<Tables> {
  const connection: DatabaseConnection = {
    // The rows of the only query that the test makes.
    executeQuery: async <R>(): Promise<QueryResult<R>> => ({ rows: [{ version }] as R[] }),
    async *streamQuery() {},
  };
  class Driver extends DummyDriver {
    override async acquireConnection() {
      return connection;
    }
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

const failIfUsed = () => Promise.reject(new Error('nothing is to be migrated here'));

describe('migrating', () => {
  test('refuses a server that is too old, and names the required version', async () => {
    await expect(migrate(serverOfVersion(140_011), failIfUsed)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'PostgreSQL 14 is too old for Debrief. Use PostgreSQL 15 or later.',
    });
  });

  test('does nothing if the database is up to date', async () => {
    expect(await migrate(world.store.db, failIfUsed)).toEqual([]);
    expect((await migrations()).length).toBeGreaterThan(5);
  });

  test('knows a migration that had another number between releases', async () => {
    const names = async () =>
      (
        await sql<{ name: string }>`select name from migration order by name`.execute(
          world.store.db,
        )
      ).rows;
    const before = await names();
    await sql`update migration set name = '0099-was-here.sql' where name like '0022%'`.execute(
      world.store.db,
    );
    expect(await migrate(world.store.db, failIfUsed)).toEqual([]);
    expect(await names()).toEqual(before);
  });

  test.each([
    {
      what: 'a newer Debrief has migrated',
      change: sql`insert into migration (name, hash) values ('9999-future.sql', 'x')`,
      says: 'newer Debrief upgraded this database (9999-future.sql)',
    },
    {
      what: 'was made with another migration of that name',
      change: sql`update migration set hash = 'x' where name like '0001%'`,
      says: "doesn't match this database",
    },
  ])('refuses a database that $what', async ({ change, says }) => {
    const undo = await sql<{
      name: string;
      hash: string;
    }>`select name, hash from migration`.execute(world.store.db);
    try {
      await change.execute(world.store.db);
      await expect(migrate(world.store.db, failIfUsed)).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringContaining(says) as unknown,
      });
    } finally {
      await sql`delete from migration`.execute(world.store.db);
      for (const row of undo.rows)
        await sql`insert into migration (name, hash) values (${row.name}, ${row.hash})`.execute(
          world.store.db,
        );
    }
  });
});

describe('a transaction', () => {
  const names = async (as: Context) =>
    (await as.db.selectFrom('setting').select('name').orderBy('name').execute()).map(
      (row) => row.name,
    );
  const write = (as: Context, name: string) =>
    as.db.insertInto('setting').values({ name, value: 'x' }).execute();

  test('leaves nothing if it fails, including an inner one', async () => {
    const failing = inTransaction(ctx, async (inner) => {
      await write(inner, 'outer');
      await inTransaction(inner, (innermost) => write(innermost, 'inner'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names(ctx)).toEqual([]);
  });

  test('has the embedded session to itself: concurrent writes are not rolled back with it', async () => {
    const results = await Promise.allSettled([
      inTransaction(ctx, async (inner) => {
        await write(inner, 'one');
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error('no');
      }),
      write(ctx, 'two'),
      inTransaction(ctx, (inner) => write(inner, 'three')),
    ]);
    expect(results.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(await names(ctx)).toEqual(['three', 'two']);
  });

  test('stores JSON with half a surrogate pair', async () => {
    await runInRollback(ctx, async (inner) => {
      const value = { text: 'a\ud800b', list: ['\udfff', 1, null] };
      const { rows } = await sql<{ value: unknown }>`select ${jsonb(value)} as value`.execute(
        inner.db,
      );
      expect(rows).toEqual([{ value: { text: 'a\ufffdb', list: ['\ufffd', 1, null] } }]);
    });
  });
});

test('errors of the database are distinguished', () => {
  const createError = (code: string, more = {}) =>
    Object.assign(new Error('inner words'), { code, ...more });
  const codes = {
    ENOSPC: 'storage-full',
    '53100': 'storage-full',
    ECONNREFUSED: 'unavailable',
    '57P01': 'unavailable',
    XX001: 'unavailable',
    '22021': 'invalid',
    '22P05': 'invalid',
    '40P01': 'conflict',
  };
  for (const [code, expected] of Object.entries(codes))
    expect(translateDatabaseError(createError(code))).toMatchObject({ code: expected });
  const other = createError('42P01');
  expect(translateDatabaseError(other)).toBe(other);
  expect(findViolatedConstraint(createError('23505', { constraint: 'account_email_key' }))).toBe(
    'account_email_key',
  );
  expect(findViolatedConstraint(other)).toBeNull();
});
