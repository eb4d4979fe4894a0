import {
  exportBundle,
  importBundleText,
  makeEvent,
  makeIncident,
  makeRecord,
  makeRichIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { includeStream, listSources, makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import {
  archiveIncident,
  changeIncident,
  getIncident,
  unarchiveIncident,
} from '../incident/index.ts';
import { listIncidents, searchLibrary } from '../library/index.ts';
import { addStory, getStory } from '../story/index.ts';
import { addEvent, listTimeline } from '../timeline/index.ts';
import { deleteIncident } from './index.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});

const names = async (world: World) =>
  (await listIncidents(world.as(world.editor), {})).items.map((one) => one.title);

/** The tables that have rows, with their number. */
async function countRows(world: World): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() order by 1`.execute(
    world.store.db,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const found = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(name)}`.execute(world.store.db);
    if (found.rows[0]?.n) counts[name] = found.rows[0].n;
  }
  return counts;
}

async function contains(world: World, table: string, word: string): Promise<boolean> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} t where t::text ilike ${`%${word}%`}`.execute(
    world.store.db,
  );
  return (found.rows[0]?.n ?? 0) > 0;
}

describe('deleting an incident', () => {
  test('leaves nothing of it in any table but that it happened', async () => {
    const before = await countRows(world);
    const incident = await makeRichIncident(world);
    const admin = world.as(world.admin);
    await expect(
      deleteIncident(admin, { incident: incident.ref, title: 'Search' }),
    ).rejects.toThrow("Enter the incident's title");
    await deleteIncident(admin, { incident: incident.ref, title: incident.title });
    // An earlier import also contains it.
    for (const { ref, title } of (await listIncidents(admin, {})).items)
      await deleteIncident(admin, { incident: ref, title });
    // The codebook and the runbooks belong to the server: they stay, on nothing.
    const {
      activity = 0,
      account: _,
      tag: _tags,
      runbook: _runbooks,
      ...after
    } = await countRows(world);
    const { activity: __, account: ___, ...none } = before;
    expect({ ...after, deleted_incident: 0 }).toEqual({ ...none, deleted_incident: 0 });
    expect(activity).toBeGreaterThan(10);
    for (const word of ['shows *nothing*', 'alias', 'pump', 'Bo Finch'])
      expect(await contains(world, 'activity', word), word).toBe(false);
    expect(await names(world)).toEqual([]);
    await expect(getIncident(world.as(world.viewer), { incident: incident.ref })).rejects.toThrow(
      `${incident.ref} was deleted on 2026-03-02`,
    );
    const { items } = await listActivity(admin, {});
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'incident.deleted', after: { ref: incident.ref } }),
    );
  });

  test('keeps evidence that another incident includes or cites, and moves its import there', async () => {
    const ctx = world.as(world.editor);
    const { incident, items } = await makeRecord(ctx, ['the alias was empty', 'it is fixed']);
    const other = await makeIncident(ctx, { title: 'Another one' });
    const [stream] = (await listSources(ctx, { incident: incident.ref })).items;
    await includeStream(ctx, { incident: other.ref, streamId: stream?.streamId ?? '' });
    const [first] = items;
    await addEvent(ctx, {
      incident: other.ref,
      citations: [{ evidenceId: first?.id ?? '' }],
    });
    await deleteIncident(world.as(world.admin), { incident: incident.ref, title: incident.title });
    const left = await readRecord(ctx, other.ref, {});
    expect(left.items.map((item) => item.text)).toEqual(['the alias was empty', 'it is fixed']);
    expect(await countRows(world)).toMatchObject({ import: 1, citation: 1, person: 1 });
  });

  test('is for admins who can see it, and an address of a private one says nothing to others', async () => {
    const { incident } = await makeRecord(world.as(world.editor), ['secret pump']);
    const given = { incident: incident.ref, title: incident.title };
    await expect(deleteIncident(world.as(world.editor), given)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await makeIncidentPrivate(world.as(world.admin), { incident: incident.ref, version: 1 });
    await expect(deleteIncident(world.as(world.outsider), given)).rejects.toMatchObject({
      code: 'not-found',
    });
    await deleteIncident(world.as(world.admin), given);
    const readIncident = (actor: World['admin']) =>
      getIncident(world.as(actor), { incident: incident.ref }).catch(
        (error: Error) => error.message,
      );
    expect(await readIncident(world.admin)).toContain('was deleted');
    expect(await readIncident(world.outsider)).toBe(
      `${incident.ref} doesn't exist, or you don't have access.`,
    );
    const seen = (await listActivity(world.as(world.admin), {})).items.map((one) => one.kind);
    expect(seen).not.toContain('incident.deleted');
  });

  test('waits for imports, and a bundle of it can be imported again', async () => {
    const { incident } = await makeRecord(world.as(world.editor), ['zephyr is down']);
    const admin = world.as(world.admin);
    const bundle = await exportBundle(admin, incident.ref);
    await sql`update import set state = 'running', ended_at = null where id = (select min(id::text)::uuid from import)`.execute(
      world.store.db,
    );
    const given = { incident: incident.ref, title: incident.title };
    await expect(deleteIncident(admin, given)).rejects.toThrow('is still running');
    await sql`update import set state = 'done', ended_at = now() where state = 'running'`.execute(
      world.store.db,
    );
    await deleteIncident(admin, given);
    const again = await importBundleText(admin, bundle);
    expect(again).toMatchObject({ ref: incident.ref, title: incident.title });
    await deleteIncident(admin, given);
  });

  test('a story stays, and its incident is no longer visible', async () => {
    const incident = await makeIncident(world.as(world.editor));
    const own = world.as(world.viewer);
    const { story } = await addStory(own, { title: 'What I did', incident: incident.ref });
    await deleteIncident(world.as(world.admin), { incident: incident.ref, title: incident.title });
    expect(await getStory(own, { id: story.id })).toMatchObject({
      incident: null,
      isIncidentHidden: true,
    });
  });
});

describe('an archived incident', () => {
  test('is read-only and in no list, until it is unarchived', async () => {
    const ctx = world.as(world.editor);
    const admin = world.as(world.admin);
    const { incident, items } = await makeRecord(ctx, ['zephyr is down']);
    await expect(
      archiveIncident(ctx, { incident: incident.ref, version: 1 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await makeEvent(ctx, incident, items);
    const { version } = await archiveIncident(admin, { incident: incident.ref, version: 1 });
    expect(await getIncident(ctx, { incident: incident.ref })).toMatchObject({
      can: { change: false, import: false },
      archivedAt: '2026-03-02T09:00:00.000Z',
    });
    const { events } = await listTimeline(ctx, { incident: incident.ref });
    expect(events).toMatchObject([{ can: { change: false } }]);
    expect(await names(world)).toEqual([]);
    expect((await listIncidents(ctx, { archived: 'true' })).items).toHaveLength(1);
    const search = async () => (await searchLibrary(ctx, { text: 'zephyr' })).items.length;
    expect(await search()).toBe(0);
    const change = () => changeIncident(ctx, { incident: incident.ref, version, title: 'New' });
    const cite = () =>
      addEvent(ctx, { incident: incident.ref, citations: [{ evidenceId: items[0]?.id ?? '' }] });
    await expect(change()).rejects.toThrow('archived and read-only');
    await expect(cite()).rejects.toThrow('archived and read-only');
    expect((await readRecord(ctx, incident.ref, {})).items).toHaveLength(1);
    await exportBundle(ctx, incident.ref);
    const back = await unarchiveIncident(admin, { incident: incident.ref, version });
    expect(back).toMatchObject({ archivedAt: null });
    await cite();
    expect(await search()).toBeGreaterThan(0);
  });
});
