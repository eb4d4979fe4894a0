import { splitWords } from '@debrief/rules/search';
import {
  describeOnServer,
  testServerDatabase,
  testWorld,
  type ServerDatabase,
} from '@debrief/testkit';
import { PGlite } from '@electric-sql/pglite';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { migrate, migrations } from './migrate.ts';
import { createPGliteStore, type Tables } from './index.ts';

const texts = [
  'Kafka消息积压,p99上升',
  'データが応答しない',
  '메시지가 쌓였다',
  '二〇二六年',
  'Größe 5xx',
  'ｱﾗｰﾄ 々',
  'ÉTÉ Łódź Ёлка ς İ',
  'ระบบค้นหาไม่ตอบสนอง',
  'تَمَّ हिन्दी',
];
const by = JSON.stringify({ type: 'system', id: null, name: 'test' });

/**
 * The tables as they were before words were split into pairs, with one event of that time:
 * statements in order.
 */
async function olderDatabase(): Promise<string[]> {
  const before = (await migrations()).filter(({ name }) => name < '0022');
  const id = '01890000-0000-7000-8000-000000000001';
  return [
    'create table migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    ...before.flatMap(({ name, text, hash }) => [
      text,
      `insert into migration (name, hash) values ('${name}', '${hash}')`,
    ]),
    `insert into incident (id, title, summary, severity, status, mode, visibility, zone, created_at, created_by, updated_at)
      values ('${id}', 'x', '', 'SEV-2', 'closed', 'standard', 'open', 'UTC', now(), '${by}', now())`,
    `insert into timeline_event (id, incident_id, title, text, at, precision, marker, created_at, created_by, updated_at, updated_by)
      values ('${id}', '${id}', 'Kafka消息积压导致', '', now(), 'minute', 'impact', now(), '${by}', now(), '${by}')`,
  ];
}

const isFound =
  "select count(*)::int as count from timeline_event where search @@ '''积压'''::tsquery";

test('finds what an older version wrote into an embedded database', async () => {
  const pglite = await PGlite.create();
  for (const text of await olderDatabase()) await pglite.exec(text);
  expect((await pglite.query(isFound)).rows).toEqual([{ count: 0 }]);
  await createPGliteStore(pglite);
  expect((await pglite.query(isFound)).rows).toEqual([{ count: 1 }]);
  await pglite.close();
});

describeOnServer('words on a server', () => {
  let database: ServerDatabase;
  let ctx: Context;
  beforeAll(async () => {
    database = await testServerDatabase();
    const world = await testWorld(database.store);
    ctx = world.as(world.operator);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  test.each(texts)('are split as in Debrief: %s', async (text) => {
    const result = await sql<{ lexeme: string }>`
      select lexeme from unnest(search_words(${text})) found, unnest(found.positions) at order by at`.execute(
      ctx.db,
    );
    expect(result.rows.map((row) => row.lexeme)).toEqual(splitWords(text).map(({ word }) => word));
  });

  test('written by an older version are found', async () => {
    const { db } = database.store;
    const execute = async (at: Kysely<Tables>, text: string) =>
      void (await sql.raw(text).execute(at));
    for (const text of [
      'drop schema public cascade',
      'create schema public',
      ...(await olderDatabase()),
    ])
      await execute(db, text);
    expect((await sql.raw(isFound).execute(db)).rows).toEqual([{ count: 0 }]);
    await migrate(db, execute);
    expect((await sql.raw(isFound).execute(db)).rows).toEqual([{ count: 1 }]);
  });
});
