import { testWorld, type World } from '@debrief/testkit';
import { fillOrganization, type Organization } from '@debrief/testkit/organization';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { addService, changeService, listServices, removeService } from '../catalog/index.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addToDirectory } from '../people/index.ts';
import { listKnowledge } from './index.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});

const dayMs = 86_400_000;
const names = ['Ada Byron', 'Bo Finch', 'Cy Moss'];

type Made = Partial<Organization['incidents'][number]>;

/** An incident a week of one technology, which only Ada Byron resolved unless `made` says more. */
function weekly(count: number, given: (at: number) => Made = () => ({})): Organization {
  const now = world.clock.now().getTime();
  return {
    people: names.map((name) => ({
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      team: 0,
    })),
    technologies: [{ name: 'search', team: 0 }],
    shifts: [{ member: 1, team: 0, from: now - 350 * dayMs, until: now }],
    incidents: Array.from({ length: count }, (_, at) => ({
      technology: 0,
      at: now - (at + 1) * 7 * dayMs,
      confirmed: [0],
      fixed: [0],
      ...given(at),
    })),
    islands: [],
    busy: 0,
  };
}

const fill = (organization: Organization, given?: { withSchedules: boolean }) =>
  fillOrganization(world.as(world.operator), organization, given);
async function judge(actor = world.viewer, months?: number) {
  const { items } = await listKnowledge(world.as(actor), { months });
  return items.map(({ name, state, incidents, people }) => [name, state, incidents, people]);
}

test('five incidents are needed, in the range', async () => {
  await fill(weekly(9));
  expect(await judge()).toEqual([['search', 'one', 9, 1]]);
  expect(await judge(world.viewer, 1)).toEqual([['search', 'few', 4, null]]);
  expect(await listKnowledge(world.as(world.viewer), { state: 'several' })).toMatchObject({
    items: [],
    judged: 1,
  });
  await expect(listKnowledge(world.as(world.anonymous), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  await expect(listKnowledge(world.as(world.viewer), { months: 0 })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('private incidents count only for those who can see them', async () => {
  const ids = await fill(weekly(6));
  for (const incident of ids.slice(0, 3))
    await makeIncidentPrivate(world.as(world.editor), { incident, version: 1 });
  expect(await judge(world.editor)).toEqual([['search', 'one', 6, 1]]);
  expect(await judge(world.outsider)).toEqual([['search', 'few', 3, null]]);
  expect(await judge(world.admin)).toEqual([['search', 'few', 3, null]]);
});

test('shifts explain it, and without a schedule more is needed', async () => {
  const now = world.clock.now().getTime();
  const own = { member: 0, team: 0, from: now - 350 * dayMs, until: now };
  await fill({ ...weekly(20), shifts: [own] });
  expect(await judge()).toEqual([['search', 'unclear', 20, 1]]);
  const [always] = (await listKnowledge(world.as(world.viewer), {})).items;
  expect(always).toMatchObject({ isOnShiftOnly: true });

  world = await testWorld();
  await fill(weekly(5), { withSchedules: false });
  const { items, hasSchedules } = await listKnowledge(world.as(world.viewer), {});
  expect(hasSchedules).toBe(false);
  expect(items).toMatchObject([{ state: 'unclear', uncovered: 5, isOnShiftOnly: false }]);

  // A gap: no schedule covers the first incidents, and the name of someone on call could be theirs.
  world = await testWorld();
  const gap = { ...own, member: 1, from: now - 30 * dayMs };
  await fill({ ...weekly(8), shifts: [gap] });
  expect((await listKnowledge(world.as(world.viewer), {})).items).toMatchObject([{ uncovered: 4 }]);
  await sql`update on_call_person set email = null, plain_names = array['ada byron'] where name = 'Bo Finch'`.execute(
    world.as(world.operator).db,
  );
  await sql`update on_call_shift set from_at = ${new Date(now - 350 * dayMs)}`.execute(
    world.as(world.operator).db,
  );
  expect(await judge()).toEqual([['search', 'unclear', 8, 1]]);
});

test('two people with one name are two; one address in two names is one person', async () => {
  const organization = weekly(8, (at) => ({ confirmed: [at % 2], fixed: [at % 2] }));
  const [ada, bo, cy] = organization.people;
  if (!ada || !bo || !cy) throw new Error('three people');
  const people = [ada, { ...bo, name: ada.name }, cy];
  await fill({ ...organization, people, shifts: [{ member: 2, team: 0, from: 0, until: 9e12 }] });
  expect(await judge()).toEqual([['search', 'several', 8, 2]]);

  await sql`update identity set email = 'ADA.byron@example.org' where key like 'bo.%'`.execute(
    world.as(world.operator).db,
  );
  expect(await judge()).toEqual([['search', 'one', 8, 1]]);
});

test('a renamed service keeps its incidents by its other name, and a merged one gives them away', async () => {
  await fill(weekly(6));
  const editor = world.as(world.editor);
  const [service] = (await listServices(editor, {})).items;
  if (!service) throw new Error('a service');
  const { id } = service;
  await changeService(editor, { id, version: service.version, name: 'discovery' });
  expect(await judge()).toEqual([['search', 'one', 6, 1]]);
  await changeService(editor, { id, version: service.version + 1, aliases: ['search'] });
  expect(await judge()).toEqual([['discovery', 'one', 6, 1]]);
  await removeService(editor, { id, version: service.version + 2 });
  expect(await listKnowledge(editor, {})).toMatchObject({ items: [{ serviceId: null }] });
  const merged = await addService(editor, { name: 'finder', aliases: ['discovery', 'Search'] });
  const found = await listKnowledge(editor, { service: merged.service?.id });
  expect(found.items).toMatchObject([{ name: 'finder', state: 'one' }]);
  expect((await listKnowledge(editor, { service: id })).items).toEqual([]);
});

test('someone who left is not named, but the technology says so', async () => {
  await fill(weekly(6));
  await addToDirectory(world.as(world.admin), {
    name: 'Ada Byron',
    email: 'ada.byron@example.org',
    leftOn: '2026-02-01',
  });
  const found = await listKnowledge(world.as(world.viewer), {});
  expect(found.items).toMatchObject([{ state: 'one', hasLeft: true }]);
  expect(JSON.stringify(found).toLowerCase()).not.toContain('ada');
});

test('reopened hypotheses, removed events and evidence against a claim do not count', async () => {
  await fill(weekly(6));
  const { db } = world.as(world.operator);
  await sql`update timeline_event set removed_at = now()`.execute(db);
  expect((await listKnowledge(world.as(world.viewer), {})).items).toMatchObject([{ resolved: 6 }]);
  await sql`update citation set stance = 'contradicts' where id in (select id from citation where claim_kind = 'finding' order by id limit 2)`.execute(
    db,
  );
  expect((await listKnowledge(world.as(world.viewer), {})).items).toMatchObject([{ resolved: 4 }]);
  await sql`update finding set content = jsonb_set(content, '{steps,2}', '{"id":"00000000-0000-7000-8000-000000000001","kind":"reopened","at":"2026-03-01T00:00:00Z","precision":"minute","by":"x","note":""}')`.execute(
    db,
  );
  expect(await judge()).toEqual([['search', 'few', 6, null]]);
});
