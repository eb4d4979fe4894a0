import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeOnServer, testDatabase, testServerDatabase } from './index.ts';

test('each call gives a migrated, empty database, also after protected rows', async () => {
  const first = await testDatabase();
  await sql`insert into activity (kind, at, actor) values ('test.noted', now(), '{}')`.execute(
    first.db,
  );
  await expect(sql`delete from activity`.execute(first.db)).rejects.toThrow(
    'never changed or removed',
  );

  const second = await testDatabase();
  const rows = await sql<{ count: number }>`select count(*)::int as count from activity`.execute(
    second.db,
  );
  expect(rows.rows).toEqual([{ count: 0 }]);
  const again = await sql<{
    id: string;
  }>`insert into activity (kind, at, actor) values ('test.noted', now(), '{}') returning id`.execute(
    second.db,
  );
  expect(Number(again.rows[0]?.id)).toBe(1);
});

describeOnServer('a database on the server', () => {
  test('is migrated, and dropped afterwards', async () => {
    let url = '';
    {
      await using database = await testServerDatabase();
      url = database.url;
      expect(await database.store.isReady()).toBe(true);
      expect(database.store.kind).toBe('server');
    }
    const { openStore } = await import('@debrief/core/db');
    await expect(openStore({ kind: 'server', url })).rejects.toThrow();
  });
});
