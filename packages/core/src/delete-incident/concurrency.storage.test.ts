import { makeRecord, times } from '@debrief/testkit';
import { DomainError } from '@debrief/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { database, describeServerWorld, world } from '../server-world.fixture.ts';
import { openStore, type Store } from '../db/index.ts';
import { addEvent } from '../timeline/index.ts';
import { deleteIncident } from './index.ts';

describeServerWorld('deleting an incident while a second process writes to it', () => {
  let second: Store;
  beforeAll(async () => {
    second = await openStore({ kind: 'server', url: database.url });
  });
  afterAll(() => second.close());

  test('each write is deleted too, or refused, and nothing of the incident is left', async () => {
    const editor = world.as(world.editor);
    const { incident, items } = await makeRecord(editor, ['the alias was empty']);
    const citations = items.map((item) => ({ evidenceId: item.id }));
    const elsewhere = { ...editor, db: second.db };
    const add = (title: string) =>
      addEvent(elsewhere, { incident: incident.ref, title, citations }).then(
        () => 'added',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    const before = times(6, () => add('before'));
    const deletion = deleteIncident(world.as(world.admin), {
      incident: incident.ref,
      title: incident.title,
    });
    const during = times(6, () => add('during'));
    await deletion;
    const outcomes = await Promise.all([...before, ...during]);
    // The database can end either side of a deadlock: a write then fails with `conflict`, and the
    // deletion tries again.
    for (const outcome of outcomes) expect(['added', 'not-found', 'conflict']).toContain(outcome);
    expect(await add('after')).toBe('not-found');
    const left = await sql<{ n: number }>`select count(*)::int as n from timeline_event`.execute(
      database.store.db,
    );
    expect(left.rows).toEqual([{ n: 0 }]);
  });
});
