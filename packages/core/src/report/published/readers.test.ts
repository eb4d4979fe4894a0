import { makeIncident, testWorld } from '@debrief/testkit';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { changeOwnAccount } from '../../account/index.ts';
import { listActivity } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { changeIncident } from '../../incident/index.ts';
import {
  answerQuestion,
  askQuestion,
  listQuestions,
  markRead,
  readReadership,
  sayLearned,
  unsayLearned,
  withdrawQuestion,
} from './index.ts';
import { isAmong, roundOutsideReaders, roundReaders, smallCount } from './readership.ts';
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
      outside: null,
      learned: { count: 0 },
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
    expect(
      await sayLearned(world.as(world.viewer), { ...of, line: 'Aliases have types' }),
    ).toMatchObject({
      lines: ['Aliases have types'],
      mine: { line: 'Aliases have types' },
      learned: { count: null },
    });
    await sayLearned(world.as(world.viewer), { ...of, line: 'Aliases have two types' });
    expect((await readReadership(ctx, of)).mine).toBeNull();
    expect((await readReadership(ctx, of)).lines).toEqual(['Aliases have two types']);
    expect((await unsayLearned(world.as(world.viewer), of)).lines).toEqual([]);
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
    const readers: Context[] = [];
    for (const [index, team] of teams.entries()) {
      const row = {
        id: ctx.ids.next(),
        name: `R${index}`,
        email: `r${index}@example.org`,
        role: 'viewer' as const,
        team,
      };
      await world.store.db
        .insertInto('account')
        .values({ ...row, created_at: ctx.clock.now(), updated_at: ctx.clock.now() })
        .execute();
      readers.push(
        world.as({ type: 'account', accountId: row.id, name: row.name, role: 'viewer' }),
      );
    }
    const seen: [string, number | null][] = [];
    for (const reader of readers) {
      await markRead(reader, of);
      const { readers, outside } = await readReadership(ctx, of);
      seen.push([readers.words, outside]);
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
    const read = async (index: number, depth: number) => {
      const accountId = `00000000-0000-7000-8000-00000000000${index}`;
      await sql`insert into account (id, name, email, role, created_at, updated_at)
        values (${accountId}, 'R', ${`r${index}@example.org`}, 'viewer', now(), now())
        on conflict do nothing`.execute(world.store.db);
      await markRead(world.as({ type: 'account', accountId, name: 'R', role: 'viewer' }), {
        ...of,
        depth,
      });
    };
    const words = async () => {
      const { readers, depth, later } = await readReadership(ctx, of);
      return [
        readers.words,
        depth.half.words,
        depth.end.words,
        ...later.map((one) => one.readers?.words ?? null),
      ];
    };
    for (let index = 0; index < 6; index += 1) await read(index, 20);
    expect(await words()).toEqual([
      '5 or more',
      'fewer than five',
      'fewer than five',
      null,
      null,
      null,
    ]);
    world.clock.advance(91 * 86_400_000);
    for (let index = 0; index < 6; index += 1) await read(index, index < 4 ? 100 : 60);
    // A later and shorter read takes nothing away.
    for (let index = 0; index < 6; index += 1) await read(index, 0);
    const few = 'fewer than five';
    expect(await words()).toEqual(['5 or more', '5 or more', few, '5 or more', '5 or more', null]);
    expect((await readReadership(ctx, of)).citedBy).toMatchObject([{ incident: other.ref }]);
    expect((await readReadership(ctx, { ...of, incident: other.ref })).citedBy).toEqual([]);
    await expect(read(0, 101)).rejects.toMatchObject({ code: 'invalid' });
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

  test('a count below five is hidden, and so is a share that could identify someone', () => {
    expect([0, 1, 4, 5].map((count) => smallCount(count).words)).toEqual([
      'no one yet',
      'fewer than five',
      'fewer than five',
      '5',
    ]);
    // One more reader changes nothing that is shown, from 0 to 4 and from 5 to 9.
    expect([0, 4, 5, 9, 10].map((count) => roundReaders(count).words)).toEqual([
      'fewer than five',
      'fewer than five',
      '5 or more',
      '5 or more',
      '10 or more',
    ]);
    expect([
      roundOutsideReaders(0, 4),
      roundOutsideReaders(5, 4),
      roundOutsideReaders(4, 9),
      roundOutsideReaders(6, 5),
    ]).toEqual([null, null, null, 5]);
    // Zero is also not shown: 0 of 5 followed by nothing for 6 would reveal that the sixth came
    // from outside.
    for (const few of [0, 1, 2, 3, 4])
      expect([roundOutsideReaders(few, 12), roundOutsideReaders(12, few)]).toEqual([null, null]);
  });
});
