import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { includeStream, listSources, readRecord } from '../evidence/index.ts';
import {
  declineMatch,
  listPeople,
  mergePersons,
  renamePerson,
  setRoles,
  splitIdentity,
} from './index.ts';

let world: World;
let ctx: Context;
let ref: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ ref } = await makeIncident(ctx));
});

const say = (author: string, email: string | null, text: string, minute = 0) =>
  JSON.stringify({
    at: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
    author,
    email,
    text,
  });
const bring = (source: string, lines: string[]) =>
  importFile(ctx, { ref }, { name: `${source}.jsonl`, text: `${lines.join('\n')}\n` });
const people = async () => (await listPeople(ctx, { incident: ref })).participants;
const suggestions = async () =>
  (await listPeople(ctx, { incident: ref })).suggestions.map((one) => one.names.toSorted());
async function findPerson(name: string) {
  const found = (await people()).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not there`);
  return found;
}

describe('people in a record', () => {
  test('are one with the same address, suggested with the same name, and otherwise separate', async () => {
    await bring('chat', [
      say('ada', 'Ada.Lovelace@example.org', 'hi', 1),
      say('Ben Ito', null, 'yo', 2),
      say('carl', null, 'hm', 3),
    ]);
    await bring('calls', [
      say('Ada Lovelace', 'ada.lovelace@EXAMPLE.org', 'hello', 4),
      say('ito, BÉN', null, 'hey', 5),
      say('dora', null, 'so', 6),
    ]);
    expect((await people()).map((one) => [one.name, one.written])).toEqual([
      ['ada', 2],
      ['Ben Ito', 1],
      ['carl', 1],
      ['dora', 1],
      ['ito, BÉN', 1],
    ]);
    expect(await suggestions()).toEqual([['Ben Ito', 'ito, BÉN']]);
    expect((await listPeople(world.as(world.viewer), { incident: ref })).suggestions).toEqual([]);
  });

  test('are those of the time range, with what they wrote in it', async () => {
    await bring('chat', [say('ada', null, 'early', 1), say('ben', null, 'late', 30)]);
    const [entry] = (await listSources(ctx, { incident: ref })).items;
    await includeStream(ctx, {
      incident: ref,
      streamId: entry?.streamId ?? '',
      from: '2026-03-01T10:10:00Z',
    });
    expect((await people()).map((one) => one.name)).toEqual(['ben']);
  });
});

describe('are merged, split, declined and renamed', () => {
  beforeEach(async () => {
    await bring('chat', [say('Ben Ito', null, 'one', 1)]);
    await bring('calls', [say('ben ito', null, 'two', 2)]);
    await bring('mail', [say('B. Ito', null, 'three', 3)]);
  });

  test('become one everywhere when merged, also through a third, and separate again', async () => {
    const [chat, calls, mail] = [
      await findPerson('Ben Ito'),
      await findPerson('ben ito'),
      await findPerson('B. Ito'),
    ];
    const merged = await mergePersons(ctx, {
      incident: ref,
      into: calls.personId,
      from: chat.personId,
    });
    expect(merged).toMatchObject({
      personId: calls.personId,
      name: 'ben ito',
      written: 2,
      version: 2,
    });
    await mergePersons(ctx, { incident: ref, into: mail.personId, from: calls.personId });
    expect(await people()).toMatchObject([
      { name: 'B. Ito', written: 3, identities: [{}, {}, {}] },
    ]);
    const { items } = await readRecord(ctx, ref, { author: mail.personId });
    expect(items.map((item) => [item.text, item.author?.name])).toEqual([
      ['one', 'B. Ito'],
      ['two', 'B. Ito'],
      ['three', 'B. Ito'],
    ]);
    await expect(
      mergePersons(ctx, { incident: ref, into: mail.personId, from: chat.personId }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      mergePersons(ctx, { incident: ref, into: mail.personId, from: mail.personId }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const identity = (await findPerson('B. Ito')).identities.find((one) => one.name === 'Ben Ito');
    const apart = await splitIdentity(ctx, { incident: ref, identityId: identity?.id ?? '' });
    expect(apart).toMatchObject({ name: 'Ben Ito', written: 1 });
    await expect(
      splitIdentity(ctx, { incident: ref, identityId: identity?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const kinds = (await listActivity(ctx, { limit: 3 })).items.map((one) => one.kind);
    expect(kinds).toEqual(['person.split', 'person.merged', 'person.merged']);
  });

  test('are not suggested again after a decline', async () => {
    expect(await suggestions()).toEqual([['Ben Ito', 'ben ito']]);
    const ids: [string, string] = [
      (await findPerson('Ben Ito')).personId,
      (await findPerson('ben ito')).personId,
    ];
    await declineMatch(ctx, { incident: ref, personIds: ids });
    await declineMatch(ctx, { incident: ref, personIds: [ids[1], ids[0]] });
    expect(await suggestions()).toEqual([]);
    await expect(
      declineMatch(ctx, { incident: ref, personIds: [ids[0], ids[0]] }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  test('are renamed by version, and a later import does not change that back', async () => {
    const { personId } = await findPerson('Ben Ito');
    const renamed = await renamePerson(ctx, {
      incident: ref,
      personId,
      version: 1,
      name: 'Benjamin Ito',
    });
    expect(renamed).toMatchObject({
      name: 'Benjamin Ito',
      version: 2,
      identities: [{ name: 'Ben Ito' }],
    });
    await expect(
      renamePerson(ctx, { incident: ref, personId, version: 1, name: 'x' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { name: 'Benjamin Ito' },
    });
    await bring('chat', [say('Ben Ito', null, 'one', 1), say('Ben Ito', null, 'four', 4)]);
    expect(await findPerson('Benjamin Ito')).toMatchObject({ written: 2 });
  });

  test('are only changed by editors, and only within the incident', async () => {
    const [one, other] = [await findPerson('Ben Ito'), await findPerson('ben ito')];
    const elsewhere = await makeIncident(ctx);
    for (const [as, incident, code] of [
      [world.as(world.viewer), ref, 'forbidden'],
      [world.as(await world.key(['read', 'import'])), ref, 'forbidden'],
      [ctx, elsewhere.ref, 'not-found'],
    ] as const) {
      const tries = [
        mergePersons(as, { incident, into: one.personId, from: other.personId }),
        splitIdentity(as, { incident, identityId: one.identities[0]?.id ?? '' }),
        declineMatch(as, { incident, personIds: [one.personId, other.personId] }),
        renamePerson(as, { incident, personId: one.personId, version: 1, name: 'x' }),
        setRoles(as, { incident, personId: one.personId, version: 0, roles: ['scribe'] }),
      ];
      for (const attempt of await Promise.allSettled(tries))
        expect(attempt).toMatchObject({ status: 'rejected', reason: { code } });
    }
  });
});

describe('roles', () => {
  beforeEach(() => bring('chat', [say('ada', null, 'one', 1), say('bo', null, 'two', 2)]));
  const setTo = async (name: string, roles: string[], as = ctx) => {
    const { personId, rolesVersion } = await findPerson(name);
    return setRoles(as, { incident: ref, personId, version: rolesVersion, roles });
  };
  const findRoles = async (name: string) => (await findPerson(name)).roles;

  test('are set, once each, recorded and cleared; no one has one at first', async () => {
    expect(await findPerson('ada')).toMatchObject({ roles: [], rolesVersion: 0, version: 1 });
    const said = await setTo('ada', [' Incident  Commander', 'the DBA', 'incident commander']);
    expect(said).toMatchObject({
      roles: ['incident commander', 'DBA'],
      rolesVersion: 1,
      version: 1,
    });
    expect(await setTo('ada', [])).toMatchObject({ roles: [], rolesVersion: 2 });
    await setTo('ada', said.roles);
    expect(await findPerson('ada')).toMatchObject({
      roles: ['incident commander', 'DBA'],
      rolesVersion: 3,
    });
    const { items } = await listActivity(ctx, {});
    const [last, , first] = items.filter((one) => one.kind === 'person.roles-set');
    expect(first).toMatchObject({
      subjectId: said.personId,
      before: [{ roles: [] }],
      after: [{ roles: ['incident commander', 'DBA'] }],
    });
    expect(last).toMatchObject({
      before: [{ roles: [] }],
      after: [{ roles: ['incident commander', 'DBA'] }],
    });
  });

  test('have at most five words and are never empty', async () => {
    for (const roles of [['a', 'b', 'c', 'd', 'e', 'f'], ['x'.repeat(61)], ['  ']])
      await expect(setTo('ada', roles)).rejects.toMatchObject({ code: 'invalid' });
    expect((await setTo('ada', ['a', 'b', 'c', 'd', 'x'.repeat(60)])).roles).toHaveLength(5);
  });

  test('set by two people at once have one winner, and the other gets the current state', async () => {
    const { personId } = await findPerson('ada');
    const at = { incident: ref, personId };
    await setRoles(ctx, { ...at, version: 0, roles: ['scribe'] });
    for (const version of [0, 7]) {
      const late = setRoles(world.as(world.admin), { ...at, version, roles: ['observer'] });
      await expect(late).rejects.toMatchObject({
        code: 'conflict',
        current: { roles: ['scribe'], rolesVersion: 1 },
      });
    }
    expect(await findRoles('ada')).toEqual(['scribe']);
  });

  test('belong to one incident, and move to the merged person', async () => {
    const other = await makeIncident(ctx);
    const [entry] = (await listSources(ctx, { incident: ref })).items;
    await includeStream(ctx, { incident: other.ref, streamId: entry?.streamId ?? '' });
    await setTo('ada', ['scribe', 'a', 'b', 'c']);
    await setTo('bo', ['Scribe', 'incident commander', 'd']);
    const elsewhere = async () =>
      (await listPeople(ctx, { incident: other.ref })).participants.map((one) => [
        one.name,
        one.roles,
      ]);
    expect(await elsewhere()).toEqual([
      ['ada', []],
      ['bo', []],
    ]);
    const bo = await findPerson('bo');
    await setRoles(ctx, {
      incident: other.ref,
      personId: bo.personId,
      version: 0,
      roles: ['observer'],
    });
    const merged = await mergePersons(ctx, {
      incident: ref,
      into: (await findPerson('ada')).personId,
      from: bo.personId,
    });
    expect(merged).toMatchObject({
      roles: ['scribe', 'a', 'b', 'c', 'incident commander', 'd'],
      rolesVersion: 2,
    });
    expect(await elsewhere()).toEqual([['ada', ['observer']]]);
    await setTo('ada', ['scribe']);
    expect(await findRoles('ada')).toEqual(['scribe']);
    const apart = await splitIdentity(ctx, {
      incident: ref,
      identityId: bo.identities[0]?.id ?? '',
    });
    expect([apart.roles, await findRoles('ada')]).toEqual([[], ['scribe']]);
  });
});
