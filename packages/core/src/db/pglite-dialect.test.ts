import { embeddedDatabase } from '@debrief/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

test('other work continues during a long series of queries in one transaction', async () => {
  const { db } = await embeddedDatabase();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  await db.transaction().execute(async (trx) => {
    for (let query = 0; query < 100; query += 1)
      await sql`select count(*) from generate_series(1, 20000)`.execute(trx);
  });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});
