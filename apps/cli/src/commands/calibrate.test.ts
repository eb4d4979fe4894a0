import type { Calibration, CalibrationChange } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T10:00:00.000Z';
const change: CalibrationChange = {
  id: anId,
  entry: `event:${anId}`,
  kind: 'event',
  label: 'Timeline event',
  name: 'Dana\u001B[2J Reyes',
  verdict: 'corrected',
  text: 'It was 14:34',
  answeredAt: at,
  before: { title: 'It was 14:40', text: '' },
  after: { title: 'It was 14:34', text: '' },
  isStale: false,
  decision: null,
};
const calibration: Calibration = {
  people: [
    { personId: anId, name: 'Dana Reyes', hasAccount: false, entries: 3, request: null },
    {
      personId: '0195a1b2-0000-7000-8000-000000000002',
      name: 'Rui',
      hasAccount: true,
      entries: 2,
      request: {
        id: '0195a1b2-0000-7000-8000-000000000003',
        sentAt: at,
        sentBy: 'Edith',
        openedAt: at,
        answered: 1,
        finishedAt: null,
        linkExpiresAt: null,
      },
    },
  ],
  changes: [change],
  confirmed: 1,
  can: { send: true },
};

const answers = (sent: unknown[]): Answers => ({
  'calibration.get': () => calibration,
  'calibration.send': (input) => {
    sent.push(input);
    return { links: [{ personId: anId, name: 'Dana Reyes', path: '/guest#x', expiresAt: at }] };
  },
  'calibration.withdraw': (input) => void sent.push(input),
  'calibration.decide': (input) => {
    sent.push(input);
    return change;
  },
});

test('debrief calibrate lists people, sends requests and decides on changes', async () => {
  const sent: unknown[] = [];
  const run = (...words: string[]) =>
    fakeWorld({ door: createFakeApi(answers(sent)) }).run('calibrate', ...words);
  const { out } = await run('INC-2');
  expect(out).toMatch(/Dana Reyes +3 +- +not asked +no/);
  expect(out).toMatch(/Rui +2 +1 +opened +yes/);
  expect((await run('send', 'INC-2')).out).toContain('Dana Reyes  /guest#x');
  await run('withdraw', 'INC-2', 'rui');
  const changes = await run('changes', 'INC-2');
  expect(changes.out).toContain('It was 14:40');
  expect(changes.out).not.toContain('\u001B');
  expect((await run('apply', anId)).out).toBe('It was 14:34\n');
  await run('decline', anId, 'The log says 14:40');
  expect(sent).toEqual([
    { incident: 'INC-2', personIds: [anId] },
    { id: '0195a1b2-0000-7000-8000-000000000003' },
    { id: anId, decision: 'applied' },
    { id: anId, decision: 'declined', reason: 'The log says 14:40' },
  ]);
  expect((await run('withdraw', 'INC-2', 'Dana Reyes')).err).toContain('was not asked');
});
