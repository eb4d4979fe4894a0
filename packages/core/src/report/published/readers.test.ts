import { exportBundle, importBundleText, makeIncident, testWorld } from '@debrief/testkit';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { changeOwnAccount } from '../../account/index.ts';
import { listActivity } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { changeIncident } from '../../incident/index.ts';
import {
  addVersionUse,
  answerQuestion,
  askQuestion,
  listQuestions,
  markRead,
  publishVersion,
  readReadership,
  removeVersionUse,
  restoreVersionUse,
  sayLearned,
  unsayLearned,
  withdrawQuestion,
} from './index.ts';
import { isAmong } from './readership.ts';
import { readReport } from '../draft.ts';
import { text, paragraph, findAccountId, publishText, readArticle } from '../testing/versions.ts';

describe('readers', () => {
  test('ask in the margin, by name; writers answer; the asker withdraws', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const reader = world.as(world.viewer);
    const incident = await makeIncident(ctx);
    await publishText(ctx, incident.ref, paragraph(text('The alias was wrong for two days.')));
    const section =
      (await readArticle(ctx, incident.ref)).content.document.content[0]?.attrs.id ?? '';
    const of = { incident: incident.ref, number: 1, sectionId: section };
    const asked = await askQuestion(reader, {
      ...of,
      quote: 'alias  was\nwrong',
      text: 'Which alias?',
    });
    expect(asked).toMatchObject({
      askedBy: { name: 'Rui' },
      answer: null,
      can: { answer: false, withdraw: true },
    });
    await expect(
      askQuestion(reader, { ...of, quote: 'not there', text: 'x' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      askQuestion(reader, { ...of, sectionId: incident.id, text: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      answerQuestion(reader, { id: asked.id, version: 1, answer: 'no' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const race = await Promise.allSettled(
      [1, 2].map((n) =>
        answerQuestion(ctx, { id: asked.id, version: 1, answer: `The read one ${n}` }),
      ),
    );
    expect(race.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(withdrawQuestion(ctx, { id: asked.id, version: 2 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await readArticle(world.as(world.outsider), incident.ref)).questions).toHaveLength(1);
    await withdrawQuestion(reader, { id: asked.id, version: 2 });
    expect((await listQuestions(ctx, { incident: incident.ref })).items).toEqual([]);
    const { items } = await listActivity(ctx, { incidentId: incident.id });
    expect(
      items
        .map((one) => one.kind)
        .filter((kind) => kind.startsWith('reader-question'))
        .toSorted(),
    ).toEqual(['reader-question.answered', 'reader-question.asked', 'reader-question.withdrawn']);
  });

  test('are counted once and never named; learning is added, changed and removed, without activity', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    await publishText(ctx, incident.ref, paragraph(text('Words.')));
    const of = { incident: incident.ref, number: 1 };
    const before = (await listActivity(ctx, { incidentId: incident.id })).items.length;
    for (const who of ['editor', 'viewer', 'viewer', 'admin', 'outsider'] as const)
      await markRead(world.as(world[who]), of);
    await markRead(world.as(world.operator), of);
    expect(await readReadership(ctx, of)).toMatchObject({
      readers: { count: null, words: 'fewer than five' },
      outside: { count: null },
      roles: [],
      learned: { count: null },
    });
    const rows = await sql<{
      reader: string;
      is_outside: boolean;
    }>`select reader, is_outside from published_version_read`.execute(world.store.db);
    // The editor published it.
    expect(rows.rows.map((row) => String(row.is_outside)).toSorted()).toEqual([
      'true',
      'true',
      'true',
    ]);
    expect(JSON.stringify(rows.rows)).not.toContain(findAccountId(world, 'viewer'));
    const say = (line: string) => sayLearned(world.as(world.viewer), { ...of, line });
    expect(await say('Aliases have types')).toMatchObject({
      lines: [],
      mine: { line: 'Aliases have types' },
      learned: { count: null },
    });
    await say('Aliases have two types');
    expect((await readReadership(ctx, of)).mine).toBeNull();
    for (const who of ['editor', 'admin', 'outsider'] as const)
      await sayLearned(world.as(world[who]), of);
    expect((await readReadership(ctx, of)).lines).toEqual([]);
    await sayLearned((await addReaders(world, 1))[0] ?? ctx, of);
    const published = await readReadership(ctx, of);
    expect(published).toMatchObject({ learned: { count: 5 }, lines: ['Aliases have two types'] });
    // The line is gone immediately, and the count stays until five people have changed theirs.
    expect(await unsayLearned(world.as(world.viewer), of)).toMatchObject({
      learned: { count: 5 },
      lines: [],
      mine: null,
    });
    expect((await listActivity(ctx, { incidentId: incident.id })).items).toHaveLength(before);
  });

  test('from outside took no part and were in none of its teams when they read', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const { version } = await changeIncident(ctx, {
      incident: incident.ref,
      version: incident.version,
      teams: ['Search  Platform', 'Data'],
    });
    await publishText(ctx, incident.ref, paragraph(text('Words.')));
    const of = { incident: incident.ref, number: 1 };
    const teams = [
      'search platform',
      'Data',
      'Data',
      'data',
      'Data',
      'Payments',
      'Payments',
      null,
      'Search',
      'Shop',
    ];
    const readers = await addReaders(world, teams.length, teams);
    const seen: [string, number | null][] = [];
    for (const reader of readers) {
      await markRead(reader, of);
      const { readers, outside } = await readReadership(ctx, of);
      seen.push([readers.words, outside.count]);
    }
    // The counts never reveal who came: not for none, a few, or the rest of the readers.
    expect(seen.map(([, outside]) => outside)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      5,
    ]);
    expect(seen.slice(0, 5).map(([words]) => words)).toEqual([
      'fewer than five',
      'fewer than five',
      'fewer than five',
      'fewer than five',
      '5 or more',
    ]);
    const before = await readReadership(ctx, of);
    const rows = () =>
      sql`select reader, is_outside from published_version_read order by reader`
        .execute(world.store.db)
        .then((found) => found.rows);
    const kept = await rows();
    await changeOwnAccount(readers[5] ?? ctx, { version: 1, team: 'Data' });
    await changeIncident(ctx, { incident: incident.ref, version, teams: ['Payments'] });
    for (const reader of readers) await markRead(reader, of);
    expect(await readReadership(ctx, of)).toEqual(before);
    expect(await rows()).toEqual(kept);
  });

  test('are counted by how far and how late they read, in groups of five', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    await publishText(ctx, incident.ref, paragraph(text('Words.')));
    const other = await makeIncident(ctx);
    await publishText(ctx, other.ref, paragraph(text(`As in ${incident.ref}, but not INC-99.`)));
    const of = { incident: incident.ref, number: 1 };
    const accounts = await addReaders(world, 11);
    const read = (index: number, depth: number) =>
      markRead(accounts[index] ?? ctx, { ...of, depth });
    const words = async () => {
      const { readers, depth, later } = await readReadership(ctx, of);
      return [
        readers.words,
        depth.half.words,
        depth.end.words,
        ...later.map((one) => one.readers?.words ?? null),
      ];
    };
    const none = 'not shown';
    for (let index = 0; index < 11; index += 1) await read(index, 20);
    expect(await words()).toEqual(['10 or more', none, none, null, null, null]);
    world.clock.advance(91 * 86_400_000);
    for (let index = 0; index < 11; index += 1) await read(index, index < 4 ? 100 : 60);
    // A later and shorter read takes nothing away.
    for (let index = 0; index < 11; index += 1) await read(index, 0);
    // All came to the middle, which would say so of each of them.
    const five = '5 or more';
    expect(await words()).toEqual(['10 or more', five, none, five, five, null]);
    expect((await readReadership(ctx, of)).citedBy).toMatchObject([{ incident: other.ref }]);
    expect((await readReadership(ctx, { ...of, incident: other.ref })).citedBy).toEqual([]);
    await expect(read(0, 101)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('say what they used a review in; only readers see it, and removing it can be undone', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const [viewer, outsider] = [world.as(world.viewer), world.as(world.outsider)];
    const incident = await makeIncident(ctx);
    const { state } = await readReport(ctx, {
      incident: (await publishText(ctx, incident.ref, paragraph(text('Words.')))).ref,
    });
    await publishVersion(ctx, {
      incident: incident.ref,
      state,
      visibility: 'restricted',
      readers: [findAccountId(world, 'viewer')],
    });
    const of = { incident: incident.ref, number: 2 };
    const given = { ...of, usedIn: 'onboarding', usedOn: '2026-03-02' } as const;
    const id = ctx.ids.next();
    const use = await addVersionUse(viewer, { ...given, id, link: 'https://wiki.example/day-1' });
    expect(await addVersionUse(viewer, { ...given, id })).toEqual(use);
    expect(use).toMatchObject({ number: 2, addedBy: { name: 'Rui' }, can: { remove: true } });
    const link = 'javascript:alert(1)';
    await expect(addVersionUse(viewer, { ...given, link })).rejects.toMatchObject({
      code: 'invalid',
    });
    for (const attempt of [
      () => addVersionUse(outsider, given),
      () => removeVersionUse(outsider, { id }),
      () => restoreVersionUse(outsider, { id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    // A later version that everyone can read does not show what readers of this one said.
    await publishText(ctx, incident.ref, paragraph(text('For all.')));
    const list = async (by: Context) => {
      const { usedIn } = await readReadership(by, { ...of, number: 3 });
      return usedIn.map((one) => one.id);
    };
    expect([await list(viewer), await list(outsider)]).toEqual([[id], []]);
    const bundle = await exportBundle(ctx, incident.ref);
    expect(bundle).toContain('"version-use"');
    await removeVersionUse(ctx, { id });
    expect(await list(viewer)).toEqual([]);
    await expect(removeVersionUse(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
    await restoreVersionUse(viewer, { id });
    expect(await list(viewer)).toEqual([id]);
    const own = await addVersionUse(ctx, { ...given, number: 3 });
    await expect(removeVersionUse(viewer, { id: own.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { items } = await listActivity(ctx, { incidentId: incident.id });
    expect(items.filter(({ kind }) => kind.startsWith('version-use.'))).toHaveLength(4);
    const other = await testWorld();
    const copy = await importBundleText(other.as(other.admin), bundle);
    expect(copy).toBeTruthy();
    const uses = await other.store.db.selectFrom('version_use').select('used_in').execute();
    expect(uses).toEqual([{ used_in: 'onboarding' }]);
  });

  test('a team is equal in any spelling; none is never a match', () => {
    expect([
      isAmong(' data ', ['Data']),
      isAmong('Search Platform', ['search  platform']),
      isAmong('Dat', ['Data']),
      isAmong(null, ['Data']),
      isAmong('Data', []),
    ]).toEqual([true, true, false, false, false]);
  });

  test('are shown by role in steps of five, and no few of them can be calculated', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    await publishText(ctx, incident.ref, paragraph(text('Words.')));
    const of = { incident: incident.ref, number: 1 };
    const teams = Array.from({ length: 21 }, (_, index) =>
      index % 3 === 0 ? 'Customer Support' : index % 3 === 1 ? 'Platform' : null,
    );
    const states: unknown[] = [];
    for (const reader of await addReaders(world, teams.length, teams)) {
      await markRead(reader, { ...of, depth: 100 });
      const { readers, roles, depth } = await readReadership(ctx, of);
      const state = [
        readers.count,
        roles.map((one) => [one.role, one.readers.count]),
        depth.end.count,
      ];
      if (JSON.stringify(state) !== JSON.stringify(states.at(-1))) states.push(state);
    }
    expect(states).toEqual([
      [null, [], null],
      [5, [], null],
      [10, [], 5],
      [15, [['engineering', 5]], 10],
      [
        20,
        [
          ['engineering', 5],
          ['support', 5],
        ],
        15,
      ],
    ]);
  });
});

/** Accounts that read, in these teams. */
async function addReaders(
  world: Awaited<ReturnType<typeof testWorld>>,
  count: number,
  teams: readonly (string | null)[] = [],
): Promise<Context[]> {
  const ctx = world.as(world.editor);
  const readers: Context[] = [];
  for (let index = 0; index < count; index += 1) {
    const row = {
      id: ctx.ids.next(),
      name: `R${index}`,
      email: `r${index}@example.org`,
      role: 'viewer' as const,
      team: teams[index] ?? null,
    };
    await world.store.db
      .insertInto('account')
      .values({ ...row, created_at: ctx.clock.now(), updated_at: ctx.clock.now() })
      .execute();
    readers.push(world.as({ type: 'account', accountId: row.id, name: row.name, role: 'viewer' }));
  }
  return readers;
}
