import { openUpload } from '@debrief/readers';
import { testWorld, type World } from '@debrief/testkit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import {
  addToDirectory,
  changeInDirectory,
  directoryProblems,
  importDirectory,
  listDirectory,
} from '../index.ts';

let world: World;
let admin: Context;
let folder = '';
beforeEach(async () => {
  world = await testWorld();
  admin = world.as(world.admin);
  folder = await mkdtemp(join(tmpdir(), 'debrief-by-hand-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function bring(lines: string[]) {
  const path = join(folder, 'people.csv');
  await writeFile(path, `name,email,title,manager,end date\n${lines.join('\n')}\n`);
  return importDirectory(
    admin,
    { name: 'people.csv', missing: 'keep' },
    await openUpload(path, 'people.csv'),
  );
}
const ada = { name: 'Ada Byron', email: 'Ada@example.org', title: 'SRE', zone: 'Europe/London' };

test('a person is added and changed by hand, with history', async () => {
  const { id } = await addToDirectory(admin, {
    ...ada,
    startedOn: '2020-01-01',
    since: '2024-01-01',
  });
  const changed = await changeInDirectory(admin, { id, title: 'Staff SRE', since: '2025-01-01' });
  expect(changed).toMatchObject({
    email: 'ada@example.org',
    title: 'Staff SRE',
    zone: 'Europe/London',
    startedOn: '2020-01-01',
    history: [
      { from: '2025-01-01', title: 'Staff SRE' },
      { from: '2024-01-01', title: 'SRE' },
    ],
  });
  const cleared = await changeInDirectory(admin, { id, email: 'a.byron@example.org', zone: null });
  expect(cleared).toMatchObject({ email: 'a.byron@example.org', title: 'Staff SRE', zone: null });
  // An import finds the person under the new address.
  await bring(['Ada Byron,a.byron@example.org,Principal SRE,,']);
  const { items, people } = await listDirectory(admin, {});
  expect([people, items[0]?.title, items[0]?.id]).toEqual([1, 'Principal SRE', id]);
});

test('refuses duplicates, bad input and others', async () => {
  const { id } = await addToDirectory(admin, ada);
  const conflict = { code: 'conflict' };
  await expect(addToDirectory(admin, { ...ada, name: 'Other' })).rejects.toMatchObject(conflict);
  const { id: named } = await addToDirectory(admin, { name: 'Ada Byron' });
  await expect(addToDirectory(admin, { name: 'byron, ADA' })).rejects.toMatchObject(conflict);
  await expect(changeInDirectory(admin, { id: named, email: ada.email })).rejects.toMatchObject(
    conflict,
  );
  const invalid = { code: 'invalid' };
  for (const bad of [
    { name: ' ' },
    { name: 'x', email: 'x' },
    { name: 'x', zone: 'Mars' },
    { name: 'x', since: '2999-01-01' },
    { name: 'x', startedOn: '2026-02-30' },
    { name: 'x', startedOn: '2024-01-01', leftOn: '2023-01-01' },
  ])
    await expect(addToDirectory(admin, bad)).rejects.toMatchObject(invalid);
  const unknown = { id: admin.ids.next(), title: 'x' };
  await expect(changeInDirectory(admin, unknown)).rejects.toMatchObject({ code: 'not-found' });
  for (const actor of [world.editor, world.viewer, world.outsider]) {
    const refused = { code: 'forbidden' };
    await expect(addToDirectory(world.as(actor), ada)).rejects.toMatchObject(refused);
    await expect(changeInDirectory(world.as(actor), { id })).rejects.toMatchObject(refused);
    await expect(directoryProblems(world.as(actor))).rejects.toMatchObject(refused);
  }
});

test('cycles of managers, shared names and managers who left are listed', async () => {
  await bring([
    'Ada,ada@example.org,,bo@example.org,',
    'Bo,bo@example.org,,Cy,',
    'Cy,cy@example.org,,Ada,',
    'Dee,dee@example.org,,Dee,',
    'Eve,eve@example.org,,Gus,',
    'Gus,gus@example.org,,Ada,2020-01-01',
    'Kim Lee,kim1@example.org,,,',
    'Kim Lee,kim2@example.org,,,',
    'Pat,pat@example.org,,Kim Lee,',
  ]);
  expect(await directoryProblems(admin)).toEqual({
    sameNames: [{ name: 'Kim Lee', people: 2 }],
    managerCycles: [['Ada', 'Bo', 'Cy'], ['Dee']],
    managerLeft: [{ name: 'Eve', manager: 'Gus' }],
  });
});
