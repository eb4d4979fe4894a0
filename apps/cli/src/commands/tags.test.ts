import type { Tag } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const other = '01890a5d-ac96-774b-bcce-b302099a8058';
const herring: Tag = {
  id: anId,
  name: 'Red herring',
  definition: 'A lead that cost time',
  useWhen: '',
  avoidWhen: '',
  mergedInto: null,
  archivedAt: null,
  items: 3,
  incidents: 2,
  version: 4,
  updatedAt: '2022-12-06T14:30:05.000Z',
  updatedBy: { type: 'operator', id: null, name: 'operator' },
};
const lead: Tag = { ...herring, id: other, name: 'Wrong lead', mergedInto: anId, items: 0 };

const start = (answers: Answers = {}) => {
  const door = createFakeApi({
    'tag.codebook': () => ({ items: [herring, lead], can: { change: true } }),
    ...answers,
  });
  return { door, ...fakeWorld({ door }) };
};

test('lists the codebook without merged tags, and shows one', async () => {
  const { run } = start();
  expect((await run('tags')).out).toMatch(/^Red herring +3 +A lead that cost time/m);
  expect((await run('tags')).out).not.toContain('Wrong lead');
  expect((await run('tags', '--all')).out).toContain('Wrong lead');
  expect((await run('tags', 'show', 'WRONG lead')).out).toMatch(/state +merged into Red herring/);
  expect((await run('tags', 'show', 'none')).err).toContain('Use one of: Red herring, Wrong lead');
});

test('lists the tags of an incident with their items', async () => {
  const { run } = start({
    'tag.ofIncident': () => ({
      items: [{ tagId: anId, evidence: [anId, other], event: [other], finding: [] }],
      can: { change: true },
    }),
  });
  expect((await run('tags', 'INC-12')).out).toMatch(/^Red herring +2 +1 +0/m);
});

test('changes the codebook by name', async () => {
  const { run, door } = start({
    'tag.add': () => herring,
    'tag.change': () => herring,
    'tag.merge': () => lead,
    'tag.separate': () => lead,
  });
  await run('tags', 'define', 'Red herring', '--use-when', 'It looked right');
  await run('tags', 'edit', 'red herring', '--name', 'Herring');
  await run('tags', 'archive', 'red herring');
  expect((await run('tags', 'merge', 'wrong lead', 'red herring')).out).toContain(
    `To undo: debrief tags separate ${other}`,
  );
  await run('tags', 'separate', other);
  const inputs = door.calls.flatMap(({ route, input }) =>
    route === 'tag.codebook' ? [] : [input],
  );
  expect(inputs).toEqual([
    { name: 'Red herring', useWhen: 'It looked right' },
    { id: anId, version: 4, name: 'Herring' },
    { id: anId, version: 4, isArchived: true },
    { id: other, version: 4, into: anId },
    { id: other, version: 4 },
  ]);
});

test('tags items, and says what is wrong with a name of an item', async () => {
  const { run, door } = start({
    'tag.changeItems': ({ add }) => ({ added: add ?? [], removed: [], activityId: '7' }),
  });
  const { out } = await run('tags', 'add', 'INC-12', 'red herring', '--on', `event:${other}`);
  expect(out).toBe('Tagged 1 item.\n');
  expect(door.calls.at(-1)?.input).toEqual({
    incident: 'INC-12',
    add: [{ tagId: anId, kind: 'event', id: other }],
  });
  const wrong = await run('tags', 'remove', 'INC-12', 'red herring', '--on', other);
  expect(wrong.err).toContain('Write evidence:ID, event:ID, finding:ID.');
  const json = await run('tags', 'add', 'INC-12', anId, '--on', `event:${other}`, '--json');
  expect(parseOutput(json)).toMatchObject({ activityId: '7' });
});
