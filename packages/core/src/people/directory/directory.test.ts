import type { ImportDirectory } from '@debrief/contract';
import { openUpload } from '@debrief/readers';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { makeIncidentPrivate } from '../../evidence/index.ts';
import {
  clearDirectory,
  importDirectory,
  listDirectory,
  listPeople,
  matchProfile,
  mergePersons,
  removeFromDirectory,
} from '../index.ts';

let world: World;
let admin: Context;
let editor: Context;
let ref = '';
let folder = '';
beforeEach(async () => {
  world = await testWorld();
  [admin, editor] = [world.as(world.admin), world.as(world.editor)];
  ({ ref } = await makeIncident(editor));
  folder = await mkdtemp(join(tmpdir(), 'debrief-directory-'));
});
afterEach(() => rm(folder, { recursive: true }));

const header = 'name,email,title,team,manager,start date,time zone,location';
const mara = 'Mara Iwu,mara@example.org,Staff engineer,Orders,Rui Sá,2019-04-01,Africa/Lagos,Lagos';
async function bring(lines: string[], given: Partial<ImportDirectory> = {}, ctx = admin) {
  const path = join(folder, 'people.csv');
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return importDirectory(
    ctx,
    { name: 'people.csv', ...given },
    await openUpload(path, 'people.csv'),
  );
}
const say = (lines: { author: string; email?: string; at?: string }[], name = 'chat.jsonl') =>
  importFile(
    editor,
    { ref },
    {
      name,
      text: lines
        .map((line) => JSON.stringify({ at: '2024-05-01T10:00:00Z', text: 'x', ...line }))
        .join('\n'),
    },
  );
const people = (ctx = editor) => listPeople(ctx, { incident: ref });
async function findPersonId(name: string): Promise<string> {
  const found = (await people()).participants.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not there`);
  return found.personId;
}

describe('an import', () => {
  test('adds, changes and marks people as left, and is recorded', async () => {
    const bo = 'Bo Ek,bo@example.org,SRE,Search,,2020-01-01,,';
    expect(await bring([mara, bo], { asOf: '2024-01-10' })).toMatchObject({
      read: 2,
      added: 2,
      rejected: 0,
      left: 0,
      problems: [],
    });
    expect(await bring([mara, bo], { asOf: '2024-01-10' })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    });
    await bring([mara, bo], { asOf: '2024-05-10' });
    await say([{ author: 'mara', email: 'mara@example.org' }]);
    expect((await people()).profiles).toMatchObject([{ title: 'Staff engineer', asOf: null }]);
    expect(await bring([mara.replace('Staff', 'Principal')], { asOf: '2025-01-10' })).toMatchObject(
      { changed: 1, left: 1 },
    );
    const listed = await listDirectory(admin, {});
    expect(listed).toMatchObject({ people: 2, left: 1, next: null });
    expect(listed.items).toMatchObject([
      { name: 'Bo Ek', title: 'SRE', leftOn: '2025-01-10' },
      {
        name: 'Mara Iwu',
        title: 'Principal engineer',
        leftOn: null,
        history: [
          { from: '2025-01-10', title: 'Principal engineer' },
          { from: null, title: 'Staff engineer' },
        ],
      },
    ]);
    expect(await bring([bo], { asOf: '2025-02-10', missing: 'keep' })).toMatchObject({
      returned: 1,
      left: 0,
    });
    const { items } = await listActivity(world.as(world.operator), {});
    expect(items.filter(({ kind }) => kind === 'directory.imported')).toHaveLength(5);
    expect((await listDirectory(admin, { text: 'MARA' })).items).toHaveLength(1);
    const first = await listDirectory(admin, { limit: 1 });
    expect(first.items).toHaveLength(1);
    expect((await listDirectory(admin, { limit: 1, cursor: first.next ?? '' })).items).toHaveLength(
      1,
    );
  });

  test('of an older file adds history and changes nothing else', async () => {
    await bring([mara], { asOf: '2025-01-10' });
    await bring([mara.replace('Staff', 'Junior'), 'Old Hand,old@example.org,,,,,,'], {
      asOf: '2020-01-10',
    });
    expect((await listDirectory(admin, {})).items).toMatchObject([
      { name: 'Mara Iwu', title: 'Staff engineer', leftOn: null },
      { name: 'Old Hand' },
    ]);
  });

  test('that misses many people asks first, and one without people is refused', async () => {
    const many = Array.from({ length: 8 }, (_, at) => `P ${at},p${at}@example.org,,,,,,`);
    await bring([mara, ...many]);
    await expect(bring([mara])).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('8 of 9 people in the directory aren'),
    });
    expect(await listDirectory(admin, {})).toMatchObject({ people: 9, left: 0 });
    expect(await bring([mara], { missing: 'leave' })).toMatchObject({ left: 8 });
    await expect(bring([])).rejects.toMatchObject({ code: 'bad-file' });
    await expect(bring([mara], { asOf: '2999-01-01' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('rejects a second row for a person, unless it is an earlier title', async () => {
    const result = await bring([mara, mara, 'Same Name,,,,,,,', 'Name Same,,,,,,,']);
    expect(result).toMatchObject({ read: 4, added: 2, rejected: 2 });
    expect(result.problems.map((one) => one.reason)).toEqual([
      'Mara Iwu: line 2 has the same email address.',
      'Name Same: line 4 has the same name and no email address.',
    ]);
  });
});

describe('people of an incident', () => {
  test('show the title of that time by email, with the day it is from if that is uncertain', async () => {
    await say([{ author: 'mara', email: 'Mara@Example.org' }]);
    await bring([mara], { asOf: '2024-01-10' });
    await bring([mara.replace('Staff', 'Principal')], { asOf: '2025-01-10' });
    const { profiles, profileQuestions } = await people(world.as(world.viewer));
    expect(profiles).toMatchObject([
      {
        name: 'Mara Iwu',
        matchedBy: 'email',
        title: 'Staff engineer',
        team: 'Orders',
        manager: 'Rui Sá',
        zone: 'Africa/Lagos',
        startedOn: '2019-04-01',
        asOf: '2024-01-10',
      },
    ]);
    expect(JSON.stringify(profiles)).not.toContain('@');
    expect(profileQuestions).toEqual([]);
  });

  test('with only the same name are asked about, never matched', async () => {
    await say([{ author: 'iwu, MARA' }, { author: 'Bo' }]);
    await bring([mara, 'Mara Iwu,mara.iwu@example.org,Cook,Kitchen,,,,']);
    const { profiles, profileQuestions } = await people();
    expect(profiles).toEqual([]);
    expect(profileQuestions).toMatchObject([
      {
        name: 'iwu, MARA',
        reason: 'several people with this name',
        entries: [{ title: 'Staff engineer' }, { title: 'Cook' }],
      },
    ]);
    expect((await people(world.as(world.viewer))).profileQuestions).toEqual([]);
    const [{ personId, entries } = { personId: '', entries: [] }] = profileQuestions;
    const [engineer, cook] = entries.map((one) => one.id);
    const answer = (entryId: string | undefined, isSame: boolean, ctx = editor) =>
      matchProfile(ctx, { incident: ref, personId, entryId: entryId ?? '', isSame });
    await expect(answer(cook, true, world.as(world.viewer))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await answer(cook, false);
    expect((await people()).profileQuestions[0]?.entries.map((one) => one.id)).toEqual([engineer]);
    await answer(engineer, true);
    expect((await people()).profiles).toMatchObject([{ matchedBy: 'confirmed', team: 'Orders' }]);
    await answer(engineer, false);
    expect(await people()).toMatchObject({ profiles: [], profileQuestions: [] });
    await expect(answer(engineer, true)).rejects.toMatchObject({ code: 'not-found' });
    const { items } = await listActivity(editor, {});
    expect(items.filter(({ kind }) => kind.startsWith('person.profile'))).toHaveLength(3);
  });

  test('keep the answer when they are merged, and lose it with the directory', async () => {
    await say([{ author: 'Mara Iwu' }, { author: 'mi' }]);
    await bring([mara]);
    const [entry] = (await people()).profileQuestions[0]?.entries ?? [];
    const from = await findPersonId('Mara Iwu');
    await matchProfile(editor, {
      incident: ref,
      personId: from,
      entryId: entry?.id ?? '',
      isSame: true,
    });
    await mergePersons(editor, { incident: ref, into: await findPersonId('mi'), from });
    expect((await people()).profiles).toMatchObject([{ matchedBy: 'confirmed' }]);
    await removeFromDirectory(admin, { id: entry?.id ?? '' });
    expect(await people()).toMatchObject({ profiles: [], profileQuestions: [] });
    await expect(removeFromDirectory(admin, { id: entry?.id ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await bring([mara]);
    await clearDirectory(admin);
    expect(await listDirectory(admin, {})).toMatchObject({ people: 0, importedAt: null });
  });

  test('with two addresses of two people in the directory are asked about', async () => {
    await say([{ author: 'Mara', email: 'mara@example.org' }]);
    await say([{ author: 'Mara', email: 'm2@example.org' }], 'calls.jsonl');
    await bring([mara, 'M Two,m2@example.org,Cook,,,,,']);
    const [one, other] = (await people()).participants;
    await mergePersons(editor, {
      incident: ref,
      into: one?.personId ?? '',
      from: other?.personId ?? '',
    });
    const { profiles, profileQuestions } = await people();
    expect(profiles).toEqual([]);
    expect(profileQuestions).toMatchObject([{ reason: 'several people in the directory' }]);
  });
});

test('only admins read and change the directory; people outside an incident see no profile', async () => {
  await say([{ author: 'mara', email: 'mara@example.org' }]);
  await bring([mara]);
  const [{ personId, entryId } = { personId: '', entryId: '' }] = (await people()).profiles;
  for (const actor of [world.editor, world.viewer, world.outsider]) {
    const ctx = world.as(actor);
    for (const attempt of [
      () => listDirectory(ctx, {}),
      () => bring([mara], {}, ctx),
      () => removeFromDirectory(ctx, { id: entryId }),
      () => clearDirectory(ctx),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(listDirectory(world.as(world.anonymous), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  await makeIncidentPrivate(editor, { incident: ref, version: 1 });
  const outsider = world.as(world.outsider);
  await expect(people(outsider)).rejects.toMatchObject({ code: 'not-found' });
  const mine = await makeIncident(outsider);
  for (const incident of [ref, mine.ref])
    await expect(
      matchProfile(outsider, { incident, personId, entryId, isSame: false }),
    ).rejects.toMatchObject({ code: 'not-found' });
});
