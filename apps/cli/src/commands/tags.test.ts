import type { Account, CodingRoundInFull, Tag } from '@debrief/contract';
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

const roundInFull: CodingRoundInFull = {
  round: {
    id: other,
    incidentId: anId,
    tagIds: [anId],
    itemCount: 2,
    coders: [
      { accountId: anId, name: 'Ada', coded: 1, doneAt: null },
      { accountId: other, name: 'Ben', coded: 2, doneAt: '2022-12-06T15:00:00.000Z' },
    ],
    isDone: false,
    createdAt: '2022-12-06T14:30:05.000Z',
    createdBy: { type: 'operator', id: null, name: 'operator' },
    can: { code: true, change: true },
  },
  items: [
    { kind: 'event', id: anId, text: 'It broke', at: null, own: [anId] },
    { kind: 'event', id: other, text: 'It works', at: null, own: null },
  ].map((item) => ({ ...item, kind: 'event' as const, answers: null, isSettled: false })),
  results: null,
};

const account: Account = {
  id: anId,
  name: 'Ada',
  email: 'ada@example.org',
  role: 'editor',
  team: null,
  zone: null,
  isDisabled: false,
  isInvited: false,
  createdAt: '2022-12-06T14:30:05.000Z',
  version: 1,
  can: { change: false },
};

test('a round is started, answered and finished, and answers of others stay hidden', async () => {
  const { run, door } = start({
    'coding.list': () => ({ items: [roundInFull.round], can: { start: true } }),
    'coding.get': () => roundInFull,
    'coding.start': () => roundInFull,
    'coding.code': () => roundInFull,
    'coding.finish': () => roundInFull,
    'access.accounts': () => ({
      items: [account, { ...account, id: other, name: 'Ben', email: 'ben@example.org' }],
      next: null,
    }),
  });
  const findInput = (route: string) => door.calls.findLast((call) => call.route === route)?.input;
  const given = ['--tag', 'red herring', '--coder', 'ada', '--coder', 'ben@example.org'];
  expect((await run('tags', 'start', 'INC-12', ...given, '--on', `event:${anId}`)).err).toBe('');
  expect(findInput('coding.start')).toEqual({
    incident: 'INC-12',
    tagIds: [anId],
    coders: [anId, other],
    items: [{ kind: 'event', id: anId }],
  });
  expect((await run('tags', 'rounds', 'INC-12')).out).toMatch(/open +2 +Ada 1\/2, Ben done/);
  const shown = (await run('tags', 'round', other)).out;
  expect(shown).toMatch(/1 +Red herring +- +It broke/);
  expect(shown).toMatch(/2 +- +- +It works/);
  expect(shown).not.toContain('Ben');
  expect((await run('tags', 'answer', other, '2', '--none')).out).toContain('1 item without');
  expect(findInput('coding.code')).toEqual({ id: other, answers: [{ id: other, tagIds: [] }] });
  await run('tags', 'answer', other, anId, '--clear');
  expect(findInput('coding.code')).toEqual({ id: other, answers: [{ id: anId, tagIds: null }] });
  await run('tags', 'answer', other, '1', '--tag', 'Red herring');
  expect(findInput('coding.code')).toEqual({ id: other, answers: [{ id: anId, tagIds: [anId] }] });
  expect((await run('tags', 'answer', other, '1')).err).toContain('one of --tag, --none');
  expect((await run('tags', 'answer', other, '9', '--none')).err).toContain('from 1 to 2');
  expect((await run('tags', 'finish', other, '--yes')).out).toContain('1 more coder has');
});
