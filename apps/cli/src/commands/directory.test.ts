import type { DirectoryEntry, DirectoryImport } from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-directory-'));
  await writeFile(join(folder, 'people.csv'), 'name,email\nAda,ada@example.org\n');
});
afterAll(() => rm(folder, { recursive: true }));

const entry: DirectoryEntry = {
  id: anId,
  name: 'Ada Byron',
  email: 'ada@example.org',
  title: 'SRE',
  team: 'Search',
  manager: null,
  location: null,
  zone: 'Europe/London',
  startedOn: '2020-03-31',
  leftOn: null,
  history: [{ from: null, title: 'SRE', team: 'Search' }],
};
const done: DirectoryImport = {
  read: 2,
  added: 1,
  changed: 0,
  unchanged: 0,
  rejected: 1,
  left: 0,
  returned: 0,
  columns: ['name', 'email'],
  unusedColumns: ['badge'],
  problems: [{ place: 'line 3', reason: 'No name and no email address.' }],
};

test('imports, lists, removes and clears the directory', async () => {
  const sent: string[] = [];
  const door = createFakeApi({
    'people.directory': () => ({
      items: [entry],
      next: null,
      people: 1,
      left: 0,
      importedAt: null,
    }),
    'people.importDirectory': (_, file) => {
      sent.push(Buffer.from(file ?? []).toString('utf8'));
      return done;
    },
    'people.removeFromDirectory': () => undefined,
    'people.clearDirectory': () => undefined,
  });
  const run = (...args: string[]) => fakeWorld({ door }).run('directory', ...args);
  const inputs = (route: string) =>
    door.calls.filter((call) => call.route === route).map((call) => call.input);
  const file = join(folder, 'people.csv');
  const ran = await run('import', file, '--as-of', '2024-06-30', '--missing', 'keep');
  expect(ran.out).toMatch(/Added +1\n/);
  expect(ran.out).toMatch(/Not used +badge\n/);
  expect(ran.err).toContain('line 3: No name and no email address.');
  expect(sent).toEqual(['name,email\nAda,ada@example.org\n']);
  const [input] = inputs('people.importDirectory');
  expect(input).toMatchObject({ asOf: '2024-06-30', missing: 'keep' });
  expect((await run()).out).toMatch(/Ada Byron +ada@example.org +SRE +Search/);
  expect((await run('remove', 'ADA@example.org')).out).toBe('Removed.\n');
  expect(inputs('people.removeFromDirectory')).toEqual([{ id: anId }]);
  expect((await run('remove', 'bo@example.org')).err).toContain('No one in the directory');
  expect((await run('clear')).code).not.toBe(0);
  expect((await run('clear', '--yes')).code).toBe(0);
});
