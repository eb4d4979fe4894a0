import type { SavedMapping } from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId, anImport, aPreview, anIncident } from '../testing/samples.ts';

const saved: SavedMapping = {
  id: anId,
  name: 'Pump log',
  columns: ['when', 'what'],
  options: { map: 'at=when,text=what', zone: 'Europe/Berlin' },
  updatedAt: '2022-12-06T14:30:05.000Z',
  updatedBy: { type: 'account', id: anId, name: 'Ada' },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-mappings-'));
  await writeFile(join(folder, 'pumps.csv'), 'when,what\n2022-12-06 14:30:05,off\n');
});
afterAll(() => rm(folder, { recursive: true }));

test('imports with a saved mapping, and saves one under a name', async () => {
  const door = createFakeApi({
    'evidence.mappings': () => ({ items: [saved] }),
    'evidence.saveMapping': () => saved,
    'incident.get': () => anIncident(),
    'evidence.preview': () =>
      aPreview({ columns: ['when', 'what'], mapping: { at: 'when', text: 'what' } }),
    'evidence.import': () => anImport(),
    'evidence.getImport': () => anImport(),
    'evidence.rejections': () => ({ items: [], next: null }),
  });
  const run = (...args: string[]) => fakeWorld({ door }).run(...args);
  const input = (route: string) => door.calls.find((call) => call.route === route)?.input;
  const file = join(folder, 'pumps.csv');
  const given = ['import', file, '--incident', 'INC-2', '--zone', 'UTC', '--yes'];
  const ran = await run(...given, '--mapping', 'Pump log', '--save-mapping', 'New name');
  expect(ran.code, ran.err).toBe(0);
  expect(input('evidence.preview')).toMatchObject({ map: 'at=when,text=what', zone: 'UTC' });
  expect(input('evidence.saveMapping')).toEqual({
    name: 'New name',
    columns: ['when', 'what'],
    options: { map: 'at=when,text=what', zone: 'UTC' },
  });
  expect((await run('mappings')).out).toContain('Pump log');
  expect((await run('import', file, '-i', 'INC-2', '--mapping', 'None')).code).not.toBe(0);
});
