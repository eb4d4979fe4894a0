import {
  importFile,
  makeEvent,
  makeIncident,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { declareIncident } from '../incident/index.ts';
import { makeIncidentVisible, makeIncidentPrivate } from './incident-visibility.ts';
import { listPeople, mergePersons, renamePerson, splitIdentity } from '../people/index.ts';
import { includeStream, getEvidence, listSources, readRecord } from './index.ts';
import { importWith, makeRecord } from './testing/test-reader.ts';

const row = (author: string, email: string | null, text: string, minute: number) =>
  JSON.stringify({
    at: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
    author,
    email,
    text,
  });
const file = {
  name: 'ops.jsonl',
  text: `${[row('ada', 'ada@example.org', 'one', 1), row('ben', null, 'two', 2)].join('\n')}\n`,
};

let world: World;
let inside: Context;
let outside: Context;
beforeEach(async () => {
  world = await testWorld();
  inside = world.as(world.editor);
  outside = world.as(world.outsider);
});

const makePrivate = () => declareIncident(inside, { title: 'Keys', visibility: 'private' });
const namesIn = async (ctx: Context, ref: string) =>
  (await listPeople(ctx, { incident: ref })).participants.map((person) => person.name);
const listIncluded = async (ctx: Context, ref: string) =>
  (await listSources(ctx, { incident: ref })).items.filter((entry) => entry.isIncluded);

describe('what is imported into a private incident', () => {
  test('is never visible outside, nor the other way round, in any order', async () => {
    const named = { ...file, options: { source: 'Ops log' } };
    const hidden = await makePrivate();
    const open = await makeIncident(outside);
    expect(await importFile(inside, hidden, named)).toMatchObject({ imported: 2, duplicates: 0 });
    expect(await importFile(outside, open, named)).toMatchObject({ imported: 2, duplicates: 0 });
    expect(await importFile(inside, hidden, named)).toMatchObject({ imported: 0, duplicates: 2 });
    const second = await makePrivate();
    expect(await importFile(inside, second, named)).toMatchObject({ imported: 2, duplicates: 0 });
    const another = await makeIncident(outside);
    expect(await importFile(outside, another, named)).toMatchObject({ imported: 0, duplicates: 2 });
  });

  test('is separate from a source with the same name in another incident, unless its source is named', async () => {
    const [one, other] = [await makeIncident(outside), await makeIncident(outside)];
    await importFile(outside, one, file);
    expect(await importFile(outside, other, file)).toMatchObject({ imported: 2, duplicates: 0 });
    expect((await readRecord(outside, one.ref, {})).items).toHaveLength(2);
    expect(await listIncluded(outside, one.ref)).toHaveLength(1);
  });

  test('cannot be included in another incident, not even by a member of both', async () => {
    const hidden = await makePrivate();
    await importFile(inside, hidden, file);
    const [entry] = await listIncluded(inside, hidden.ref);
    const open = await makeIncident(inside);
    expect((await listSources(inside, { incident: open.ref })).items).toEqual([]);
    await expect(
      includeStream(inside, { incident: open.ref, streamId: entry?.streamId ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is visible to everyone once the incident is opened, and stays in place', async () => {
    const hidden = await makePrivate();
    await importFile(inside, hidden, file);
    await makeIncidentVisible(inside, { incident: hidden.ref, version: hidden.version });
    expect((await readRecord(outside, hidden.ref, {})).items).toHaveLength(2);
    expect(await importFile(outside, hidden, file)).toMatchObject({ imported: 0, duplicates: 2 });
  });
});

describe('making an incident private', () => {
  test('moves its streams: importing the file outside finds it new', async () => {
    const incident = await makeIncident(inside);
    await importFile(inside, incident, file);
    await makeIncidentPrivate(inside, { incident: incident.ref, version: 1 });
    const open = await makeIncident(outside);
    expect((await listSources(outside, { incident: open.ref })).items).toEqual([]);
    expect(await importFile(outside, open, file)).toMatchObject({ imported: 2, duplicates: 0 });
    expect((await readRecord(inside, incident.ref, {})).items).toHaveLength(2);
    expect(await importFile(inside, incident, file)).toMatchObject({ imported: 0, duplicates: 2 });
  });

  test('keeps what another incident uses in place, and moves the rest of the source', async () => {
    const both = `${file.text}${row('ada', 'ada@example.org', 'side', 3)}\n`;
    const incident = await makeIncident(inside);
    await importFile(inside, incident, { ...file, options: { source: 'chat', stream: 'shared' } });
    await importFile(inside, incident, {
      name: 'own.jsonl',
      text: both,
      options: { source: 'chat', stream: 'own' },
    });
    const open = await makeIncident(outside);
    const shared = (await listIncluded(inside, incident.ref)).find(
      (entry) => entry.streamName === 'shared',
    );
    await includeStream(outside, { incident: open.ref, streamId: shared?.streamId ?? '' });
    await makeIncidentPrivate(inside, { incident: incident.ref, version: 1 });
    expect(
      (await listSources(outside, { incident: open.ref })).items.map((entry) => entry.streamName),
    ).toEqual(['shared']);
    expect(
      await importFile(outside, open, {
        name: 'own.jsonl',
        text: both,
        options: { source: 'chat', stream: 'own' },
      }),
    ).toMatchObject({
      imported: 3,
      duplicates: 0,
    });
    expect((await readRecord(inside, incident.ref, { limit: 500 })).items).toHaveLength(5);
    // The item is shared, but its import is not.
    const { items } = await readRecord(outside, open.ref, { stream: shared?.streamId ?? '' });
    expect(
      (await getEvidence(outside, { incident: open.ref, id: items[0]?.id ?? '' })).revisions[0]
        ?.import.name,
    ).toBe(null);
    expect(
      (await getEvidence(inside, { incident: incident.ref, id: items[0]?.id ?? '' })).revisions[0]
        ?.import.name,
    ).toBe('ops.jsonl');
  });

  test('ends a running import: the rest of the file would be outside', async () => {
    const incident = await makeIncident(inside);
    const records = Array.from({ length: 2_500 }, (_, index) => ({
      ...makeRecord(index),
      stream: { key: index < 1_500 ? 'a' : 'b', name: 'made' },
    }));
    const begun = await importWith(inside, incident, records, {
      at: async (index) => {
        if (index === 1_200)
          await makeIncidentPrivate(inside, { incident: incident.ref, version: 1 });
      },
    });
    const ended = await begun.run();
    expect(ended).toMatchObject({ state: 'failed', imported: 1_000 });
    expect(ended.problem).toContain('was made private during this import');
    const open = await makeIncident(outside);
    expect(await (await importWith(outside, open, records)).run()).toMatchObject({
      imported: 2_500,
      duplicates: 0,
    });
    expect(await (await importWith(inside, incident, records)).run()).toMatchObject({
      state: 'done',
      imported: 1_500,
      duplicates: 1_000,
    });
  });
});

describe('people of a private incident', () => {
  test('have the names of open ones with the same address, and never share theirs', async () => {
    const open = await makeIncident(outside);
    await importFile(outside, open, {
      name: 'open.jsonl',
      text: `${row('ada', 'ada@example.org', 'hello', 1)}\n`,
    });
    const hidden = await makePrivate();
    await importFile(inside, hidden, {
      name: 'hidden.jsonl',
      text: `${row('A. Lovelace', 'ada@example.org', 'one', 1)}\n${row('mole', 'mole@example.org', 'two', 2)}\n`,
    });
    expect(await namesIn(inside, hidden.ref)).toEqual(['ada', 'mole']);
    await importFile(outside, open, {
      name: 'later.jsonl',
      text: `${row('someone', 'mole@example.org', 'hi', 5)}\n`,
    });
    expect(await namesIn(outside, open.ref)).toEqual(['ada', 'someone']);
  });

  test('become part of an open one when merged, in either direction', async () => {
    const open = await makeIncident(outside);
    await importFile(outside, open, {
      name: 'open.jsonl',
      text: `${row('ada', 'ada@example.org', 'hello', 1)}\n`,
    });
    const hidden = await makePrivate();
    await importFile(inside, hidden, {
      name: 'hidden.jsonl',
      text: `${row('ada', 'ada@example.org', 'one', 1)}\n${row('mole', null, 'two', 2)}\n`,
    });
    const people = (await listPeople(inside, { incident: hidden.ref })).participants;
    const [ada, mole] = ['ada', 'mole'].map((name) =>
      people.find((person) => person.name === name),
    );
    await renamePerson(inside, {
      incident: hidden.ref,
      personId: mole?.personId ?? '',
      version: 1,
      name: 'The mole',
    });
    const merged = await mergePersons(inside, {
      incident: hidden.ref,
      into: mole?.personId ?? '',
      from: ada?.personId ?? '',
    });
    expect(merged).toMatchObject({ personId: ada?.personId, name: 'ada', written: 2 });
    expect(await namesIn(outside, open.ref)).toEqual(['ada']);
    expect(
      (await listPeople(outside, { incident: open.ref })).participants[0]?.identities,
    ).toHaveLength(1);
  });

  test('cannot be guessed by splitting: an identity elsewhere does not count', async () => {
    const open = await makeIncident(outside);
    await importFile(outside, open, {
      name: 'open.jsonl',
      text: `${row('ada', 'ada@example.org', 'hello', 1)}\n`,
    });
    const hidden = await makePrivate();
    await importFile(inside, hidden, {
      name: 'hidden.jsonl',
      text: `${row('ada', 'ada@example.org', 'one', 1)}\n`,
    });
    const [ada] = (await listPeople(outside, { incident: open.ref })).participants;
    await expect(
      splitIdentity(outside, { incident: open.ref, identityId: ada?.identities[0]?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the database itself', () => {
  test.each(['evidence', 'activity', 'reaction', 'import_rejection'])(
    'rejects changing, deleting or truncating %s',
    async (table) => {
      const incident = await makeIncident(inside);
      await importFile(inside, incident, { text: `${messages(['one'])}{"text":"no time"}\n` });
      await (
        await importWith(inside, incident, [
          {
            ...makeRecord(0),
            reactions: [
              { name: 'eyes', by: [{ key: 'ben', name: 'ben', email: null, isBot: false }] },
            ],
          },
        ])
      ).run();
      await makeEvent(inside, incident, (await readRecord(inside, incident.ref, {})).items);
      const count = async () =>
        (
          await sql<{
            count: number;
          }>`select count(*)::int as count from ${sql.table(table)}`.execute(inside.db)
        ).rows[0]?.count ?? 0;
      const before = await count();
      expect(before).toBeGreaterThan(0);
      const column =
        { evidence: 'text', activity: 'kind', reaction: 'name', import_rejection: 'reason' }[
          table
        ] ?? '';
      const attempts = [
        sql`update ${sql.table(table)} set ${sql.ref(column)} = 'x.y'`,
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)} cascade`,
      ];
      for (const attempt of attempts)
        await expect(attempt.execute(inside.db)).rejects.toThrow(/never changed or removed/);
      expect(await count()).toBe(before);
    },
  );

  test('rejects a summary that does not add up, an end before its start, and a second revision of one revision', async () => {
    const incident = await makeIncident(inside);
    const said = ['first', 'second'].map((text) => ({ ...makeRecord(0), text }));
    const ended = await (await importWith(inside, incident, said)).run();
    await expect(
      inside.db.updateTable('import').set({ duplicates: 5 }).where('id', '=', ended.id).execute(),
    ).rejects.toThrow(/check constraint/);
    await expect(
      inside.db.updateTable('import').set({ ended_at: null }).where('id', '=', ended.id).execute(),
    ).rejects.toThrow(/check constraint/);
    const copy = (change: string) =>
      sql`insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, recorded_at, precision, is_bot, text, details, marks, payload, payload_encoding, content_hash)
        select gen_random_uuid(), item_id, stream_id, import_id, key, ${sql.raw(change)}, kind, occurred_at, until_at, recorded_at, precision, is_bot, text, details, marks, payload, payload_encoding, content_hash
        from evidence where revision = 2`.execute(inside.db);
    await expect(copy(`3, revises, 'revised'`)).rejects.toThrow(/evidence_is_revised_once/);
    await expect(copy(`1, null, 'original'`)).rejects.toThrow();
    await expect(copy(`3, null, 'revised'`)).rejects.toThrow(/check constraint/);
    await expect(copy(`3, id, 'nonsense'`)).rejects.toThrow(/check constraint/);
  });
});
