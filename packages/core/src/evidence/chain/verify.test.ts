import type { Verification } from '@debrief/contract';
import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { readFile } from 'node:fs/promises';
import { addVerification } from '@debrief/rules/verification';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { deleteIncident } from '../../delete-incident/index.ts';
import { redactEvidence } from '../../redaction/index.ts';
import { runUndoJob, undoImport } from '../../undo-import/index.ts';
import { importWith, makeRecord } from '../testing/test-reader.ts';
import { includeStream, listSources, makeIncidentPrivate, verifyEvidence } from '../index.ts';

const texts = ['the alias was empty', 'use hunter2 now', 'restarting the pump', 'green again'];

let world: World;
let ctx: Context;
let ref: string;
let ids: string[];
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ ref } = await makeIncident(ctx));
  await importFile(ctx, { ref }, { name: 'chat.jsonl', text: messages(texts) });
  const rows = await sql<{ id: string }>`select id from evidence order by id`.execute(ctx.db);
  ids = rows.rows.map((row) => row.id);
});

/** Adds up the pages. */
async function verify(incident?: string, by = ctx): Promise<Verification> {
  let total: Verification | null = null;
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Verification = await verifyEvidence(by, {
      incident,
      ...(cursor !== '' && { cursor }),
    });
    total = addVerification(total, page);
    cursor = page.next;
  }
  if (!total) throw new Error('There is no page');
  return total;
}

/** As a superuser does it, behind the triggers. */
async function tamper(...statements: string[]): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db);
    for (const statement of statements) await sql.raw(statement).execute(db);
  });
}

const id = (index: number) => ids[index] ?? '';
const kinds = ({ problems }: Verification) =>
  problems.map(({ kind, evidenceId, place }) => [kind, evidenceId, place]);

describe('verifying evidence', () => {
  test('finds nothing wrong with what was imported, also with revisions and tombstones', async () => {
    expect(await verify(ref)).toMatchObject({ imports: 1, items: 4, found: 0, problems: [] });
    const said = ['first', 'second'].map((text) => ({ ...makeRecord(0), text }));
    await (await importWith(ctx, { ref }, said)).run();
    const found = await verify(ref);
    expect(found).toMatchObject({ imports: 2, items: 6, redacted: [], removed: 0, problems: [] });
    expect(Object.keys(found.seals)).toHaveLength(2);
    expect(await verify(undefined, world.as(world.viewer))).toEqual(found);
  });

  test.each([
    ['a changed text', () => `update evidence set text = 'x' where id = '${id(1)}'`],
    ['another author', () => `update evidence set identity_id = null where id = '${id(1)}'`],
    [
      'another time',
      () =>
        `update evidence set occurred_at = occurred_at + interval '1 second' where id = '${id(1)}'`,
    ],
    ['another payload', () => `update evidence set payload = payload || ' ' where id = '${id(1)}'`],
    [
      'a mark that was removed',
      () => `update evidence set marks = '{shortened}' where id = '${id(1)}'`,
    ],
  ])('names the item with %s', async (_, statement) => {
    await tamper(statement());
    expect(kinds(await verify(ref))).toEqual([['altered', id(1), 'line 2']]);
  });

  test('names a row that was deleted, and one that was added', async () => {
    await tamper(
      `create temporary table copy as select id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, known_at, recorded_at,
        precision, zone_offset, identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash, place from evidence where id = '${id(2)}'`,
      `delete from evidence where id = '${id(2)}'`,
      `update copy set id = '01890a5d-ac96-774b-bcce-b302099a8057', item_id = '01890a5d-ac96-774b-bcce-b302099a8057'`,
      `insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, known_at, recorded_at,
        precision, zone_offset, identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash, place) select * from copy`,
      `drop table copy`,
    );
    expect(kinds(await verify(ref))).toEqual([
      ['missing', id(2), null],
      ['added', '01890a5d-ac96-774b-bcce-b302099a8057', 'line 3'],
    ]);
  });

  test('names two rows whose texts were swapped', async () => {
    await tamper(
      `update evidence e set text = o.text, payload = o.payload, content_hash = o.content_hash from evidence o
        where e.id in ('${id(0)}', '${id(3)}') and o.id in ('${id(0)}', '${id(3)}') and o.id <> e.id`,
    );
    expect(kinds(await verify(ref))).toEqual([
      ['altered', id(0), 'line 1'],
      ['altered', id(3), 'line 4'],
    ]);
  });

  test('finds hashes that were changed with the row, cut off, or removed', async () => {
    await tamper(
      `update import_link set digests[2] = sha256('x'::bytea)`,
      `delete from evidence where id = '${id(3)}'`,
    );
    expect(kinds(await verify(ref))).toEqual([
      ['hashes', null, null],
      ['altered', id(1), 'line 2'],
      ['missing', id(3), null],
    ]);
    await tamper(`delete from evidence`, `delete from import_link`);
    expect(kinds(await verify(ref))).toEqual([['record', null, null]]);
  });

  test('finds a chain that was replaced by a consistent one', async () => {
    await tamper(`update evidence set text = 'x' where id = '${id(1)}'`, 'delete from import_link');
    await inMigration();
    expect(kinds(await verify(ref))).toEqual([['record', null, null]]);
  });

  test('counts a redaction as a recorded change', async () => {
    await redactEvidence(ctx, { incident: ref, id: id(1), kind: 'secret', reason: 'A password' });
    expect(await verify(ref)).toMatchObject({ items: 4, redacted: [id(1)], problems: [] });
    await tamper(`update evidence set text = 'x' where id = '${id(1)}'`);
    expect(kinds(await verify(ref))).toEqual([['altered', id(1), 'line 2']]);
  });

  test('records the redaction of an item that another incident imported', async () => {
    const other = await makeIncident(ctx);
    const [stream] = (await listSources(ctx, { incident: ref })).items;
    const streamId = stream?.streamId ?? '';
    await includeStream(ctx, { incident: other.ref, streamId, from: null, until: null });
    await tamper(`delete from incident_stream where incident_id <> '${other.id}'`);
    const secret = { kind: 'secret', reason: 'A password' } as const;
    await redactEvidence(ctx, { incident: other.ref, id: id(1), ...secret });
    expect(await verify(ref)).toMatchObject({ items: 4, redacted: [id(1)], problems: [] });
  });

  test('counts what an undo removed, and finds a row that came back', async () => {
    const [one] = (await sql<{ id: string }>`select id from import`.execute(ctx.db)).rows;
    await tamper('create temporary table kept as select * from evidence');
    await undoImport(ctx, { id: one?.id ?? '' });
    await runUndoJob(ctx, { importId: one?.id ?? '' }, new AbortController().signal);
    expect(await verify(ref)).toMatchObject({ items: 0, removed: 4, problems: [] });
    await tamper(
      'alter table kept drop column search',
      `insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, known_at, recorded_at,
      precision, zone_offset, identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash, place) select * from kept where id = '${id(0)}'`,
      'drop table kept',
    );
    expect(kinds(await verify(ref))).toEqual([['added', id(0), 'line 1']]);
  });

  test('verifies what stays of an incident that was deleted', async () => {
    const other = await makeIncident(ctx);
    const [stream] = (await listSources(ctx, { incident: ref })).items;
    const streamId = stream?.streamId ?? '';
    await includeStream(ctx, { incident: other.ref, streamId, from: null, until: null });
    const { title } = await makeIncident(ctx);
    await deleteIncident(world.as(world.admin), { incident: ref, title });
    expect(await verify(other.ref)).toMatchObject({ imports: 1, items: 4, problems: [] });
  });

  test('renews the hashes of a bundle where it is imported', async () => {
    const bundle = await exportBundle(ctx, ref);
    const there = await testWorld();
    const here = await importBundleText(there.as(there.editor), bundle);
    const found = await verify(here.ref, there.as(there.viewer));
    expect(found).toMatchObject({ imports: 1, items: 4, found: 1, problems: [] });
  });

  test('shows an outsider nothing of a private incident', async () => {
    await makeIncidentPrivate(ctx, { incident: ref, version: 1 });
    const outside = world.as(world.outsider);
    await expect(verify(ref, outside)).rejects.toMatchObject({ code: 'not-found' });
    expect(await verify(undefined, outside)).toMatchObject({ imports: 0, items: 0, seals: {} });
  });
});

/** Runs the part of the migration that computes the hashes of evidence from before. */
async function inMigration(): Promise<void> {
  const file = new URL('../../db/migrations/0040-import-link.sql', import.meta.url);
  const [, part = ''] = (await readFile(file, 'utf8')).split('-- Evidence from before:');
  await sql.raw(part.slice(part.indexOf('do $$'), part.indexOf('end $$;') + 7)).execute(ctx.db);
}

test('evidence from before is verified from the migration on', async () => {
  await tamper('delete from import_link', `delete from activity where kind = 'import.ended'`);
  await inMigration();
  const seals = `update activity set after = jsonb_build_object('seals', jsonb_build_object(import_id, number || ':' || encode(hash, 'hex')))
    from import_link where activity.kind = 'import.started'`;
  await tamper(seals);
  expect(await verify(ref)).toMatchObject({ imports: 1, items: 4, found: 1, problems: [] });
  await tamper(`update evidence set text = 'x' where id = '${id(1)}'`);
  expect(kinds(await verify(ref))).toEqual([['altered', id(1), 'line 2']]);
});
